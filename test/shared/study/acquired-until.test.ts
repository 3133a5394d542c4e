import { describe, expect, it } from 'vitest';
import { describeInstance } from '#shared/formats/dicom/describe-instance.ts';
import { readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import { describeEcgFile } from '#shared/formats/ecg/describe-ecg-file.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { acquiredUntil } from '#shared/study/acquired-until.ts';
import { ecgFile } from '../../builders/dicom-objects.ts';
import { ishneBytes } from '../../builders/holter-bytes.ts';

const begun = Date.UTC(2026, 0, 2, 3, 4, 5);

/** A DICOM waveform of `seconds` at 100 Hz, as far as its head says. */
function studyOf(seconds: number) {
  const lead = { code: '5.6.3-9-1', meaning: 'Lead I', samples: [0, 1] };
  const bytes = ecgFile([
    {
      label: 'RHYTHM',
      samplingHz: 100,
      bits: 16,
      interpretation: 'SS',
      leads: [lead],
      promised: seconds * 100,
    },
  ]);
  const header = readDicomHeader(bytes, { utcOffsetMinutes: 0 });
  const described = header.ok ? describeInstance(header.value, true) : header;
  if (!described.ok) throw new Error(described.failure.message);
  return described.value.study;
}

describe('the end of a recording', () => {
  it('is told by the head of a DICOM waveform of hours, and by none of ten seconds', () => {
    expect(studyOf(86_400)).toMatchObject({ acquiredAt: begun, acquiredUntil: begun + 86_400_000 });
    expect(studyOf(10)).not.toHaveProperty('acquiredUntil');
  });

  it('is told of other formats by what was recorded', () => {
    const read = readEcgFile(
      ishneBytes({
        samplingHz: 100,
        leads: [{ code: 1, nanovolts: 1000, samples: new Array(40_000).fill(0) }],
      }),
    );
    if (!read.ok) throw new Error(read.failure.message);
    const uids = { studyInstanceUid: '1.2', seriesInstanceUid: '1.3', sopInstanceUid: '1.4' };
    const { study } = describeEcgFile(read.value, uids, 480);
    expect((study.acquiredUntil ?? 0) - (study.acquiredAt ?? 0)).toBe(400_000);
  });

  it('is never believed where nobody can have recorded so long, or the beginning is unknown', () => {
    expect(acquiredUntil(begun, [32 * 86_400])).toBeUndefined();
    expect(acquiredUntil(begun, [Number.POSITIVE_INFINITY, Number.NaN])).toBeUndefined();
    expect(acquiredUntil(null, [86_400])).toBeUndefined();
    expect(acquiredUntil(begun, [10, 86_400])).toBe(begun + 86_400_000);
  });
});
