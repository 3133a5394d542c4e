/** An ECG of any format to a DICOM waveform object, for the command line and for sending on to nodes that know only DICOM. */
import { createHash } from 'node:crypto';
import { readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import type { ConversionTarget } from '#shared/formats/ecg/dicom-ecg-class.ts';
import type { EcgFile, EcgReadOptions } from '#shared/formats/ecg/ecg-file.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { type DicomEcg, writeDicomEcg } from '#shared/formats/ecg/write-dicom-ecg.ts';
import { ok, type Result } from '#shared/result.ts';
import { inflateBounded } from './inflate-bounded.ts';
import { stableUid } from './stable-uids.ts';

export interface ConvertedEcg extends DicomEcg {
  readonly source: EcgFile;
  readonly sopInstanceUid: string;
  readonly originalSha256: string;
}

/**
 * Converts the ECG in `bytes`; UIDs are made of its hash, the study's own is kept where it has one. `fileTime` stands in for
 * an acquisition time the file does not have. Fails as `readEcgFile` does, or with `ecg-not-convertible`.
 */
export function convertEcg(
  bytes: Uint8Array,
  target: ConversionTarget,
  fileTime: Date,
  options: EcgReadOptions = {},
): Result<ConvertedEcg> {
  const source = readEcgFile(bytes, { inflate: inflateBounded, ...options });
  if (!source.ok) return source;
  const originalSha256 = createHash('sha256').update(bytes).digest('hex');
  const sopInstanceUid = stableUid(originalSha256, target);
  const written = writeDicomEcg(source.value, {
    target,
    uids: {
      studyInstanceUid: ownStudy(bytes, source.value) ?? stableUid(originalSha256, 'study'),
      seriesInstanceUid: stableUid(originalSha256, `${target} series`),
      sopInstanceUid,
    },
    originalSha256,
    notLaterThan: localIso(fileTime),
  });
  return written.ok
    ? ok({ ...written.value, source: source.value, sopInstanceUid, originalSha256 })
    : written;
}

function ownStudy(bytes: Uint8Array, source: EcgFile): string | null {
  if (source.format !== 'dicom') return null;
  const header = readDicomHeader(bytes, { inflate: inflateBounded });
  return header.ok && /^[0-9.]{1,64}$/.test(header.value.studyInstanceUid)
    ? header.value.studyInstanceUid
    : null;
}

function localIso(time: Date): string {
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
