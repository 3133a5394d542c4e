/** Each broken or hostile file ends as the table of the test data says: refused, incomplete, or read with a named warning. */
import { describe, expect, test } from 'vitest';
import { inspectBytes } from '#shared/formats/inspect-bytes.ts';
import { inflateBounded } from '../../main/bytes/inflate-bounded.ts';
import { openPixels } from '../../main/reading/decode-pixels.ts';
import { summarisePixels } from '../../main/reading/pixels/summarise-pixels.ts';
import { hasSharedData } from '../rig/shared-data.ts';
import { factsBelow, realBytes, realFiles } from './real-files.ts';

/** File → what inspect says (a warning that must be there) and how its pixels end. */
const expected: Readonly<
  Record<string, readonly [inspected: string, complete: boolean | null, pixels: string]>
> = {
  'MR_truncated.dcm': ['file-cut', false, 'pixel-data-short'],
  'rtplan_truncated.dcm': ['file-cut', false, 'no-pixel-data'],
  'badVR.dcm': ['value-invalid', true, 'read'],
  'no_meta.dcm': ['meta-missing', true, 'read'],
  'no_meta_group_length.dcm': ['meta-length-missing', false, 'no-pixel-data'],
  'meta_missing_tsyntax.dcm': ['transfer-syntax-missing', true, 'pixel-size-invalid'],
  'ExplVR_BigEndNoMeta.dcm': ['meta-missing', true, 'no-pixel-data'],
  'ExplVR_LitEndNoMeta.dcm': ['meta-missing', true, 'no-pixel-data'],
  'UN_sequence.dcm': ['sequence-in-unknown-vr', false, 'no-pixel-data'],
  'empty_charset_LEI.dcm': ['charset-empty', true, 'no-pixel-data'],
  'J2K_pixelrep_mismatch.dcm': ['pixel-representation-mismatch', true, 'read'],
  'JPEG2000-embedded-sequence-delimiter.dcm': ['fragment-holds-delimiter', true, 'pixel-decode-failed'],
  'SC_jpeg_no_color_transform.dcm': ['jpeg-colour-unmarked', true, 'read'],
  'nested_priv_SQ.dcm': ['identity-missing', true, 'pixel-size-invalid'],
  'emri_small_jpeg_2k_lossless_too_short.dcm': ['file-cut', false, 'read'],
  'bad_sequence.dcm': ['sequence-in-unknown-vr', true, 'read'],
  'explicit_VR-UN.dcm': ['public-element-unknown-vr', true, 'read'],
  'oob-monochrome-65535.dcm': ['pixel-data-short', false, 'pixel-data-short'],
  'dwv-no-number-rows.dcm': ['rows-missing', false, 'pixel-size-invalid'],
  'no-pixel-data.dcm': ['', true, 'no-pixel-data'],
  'no-pixel-spacing.dcm': ['pixel-spacing-missing', true, 'read'],
  'no-meta-length.dcm': ['meta-length-missing', false, 'no-pixel-data'],
  'ecg/aecg-empty.xml': ['no-waveform', false, 'format-unknown'],
  'dicomdir/DICOMDIR-bigEnd': ['directory-invalid', true, 'no-pixel-data'],
  'dicomdir/DICOMDIR-empty.dcm': ['directory-invalid', true, 'no-pixel-data'],
  'dicomdir/DICOMDIR-implicit': ['directory-invalid', true, 'no-pixel-data'],
  'dicomdir/DICOMDIR-nooffset': ['sequence-damaged', true, 'no-pixel-data'],
  'dicomdir/DICOMDIR-nopatient': ['directory-invalid', true, 'no-pixel-data'],
  'dicomdir/DICOMDIR-reordered': ['directory-invalid', true, 'no-pixel-data'],
};

describe.skipIf(!hasSharedData)('broken files', () => {
  test('all of them are named here', () => {
    expect(Object.keys(expected).toSorted()).toEqual(
      realFiles('bad')
        .map((path) => path.slice(4))
        .toSorted(),
    );
  });

  test.each(Object.entries(expected))('%s', async (name, [warning, complete, pixels]) => {
    const bytes = realBytes(`bad/${name}`);
    const inspected = inspectBytes(bytes, { inflate: inflateBounded });
    if (!inspected.ok) throw new Error(inspected.failure.code);
    expect(inspected.value.complete).toBe(complete);
    const codes = inspected.value.warnings.map(({ code }) => code as string);
    if (warning !== '') expect(codes).toContain(warning);
    const opened = await openPixels(bytes);
    const summary = opened.ok ? await summarisePixels(opened.value) : opened;
    expect(summary.ok ? 'read' : summary.failure.code).toBe(pixels);
  });

  test.each(factsBelow('bad').filter(([, facts]) => facts.mean !== undefined))(
    '%s has its pixels',
    async (path, facts) => {
      const opened = await openPixels(realBytes(path));
      const summary = opened.ok ? await summarisePixels(opened.value) : opened;
      if (!summary.ok) throw new Error(summary.failure.code);
      expect(summary.value.mean).toBeCloseTo(facts.mean ?? Number.NaN, 2);
    },
  );
});
