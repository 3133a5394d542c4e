/** A 12-lead ECG object (PS3.3 A.34.3): ten seconds of twelve channels at 500 Hz, 16 bit, without annotations. */

import { samplingHz } from '../ecg/run-heart.ts';
import { type Lead, leadOrder } from '../ecg/twelve-leads.ts';
import type { ExamObject } from '../exam.ts';
import type { Random } from '../random.ts';
import { describeObject, dicomDate, dicomTime, type ExamHeader, type SeriesHeader } from './exam-header.ts';
import { code } from './image-objects.ts';
import { drawUid } from './uid.ts';
import type { DataSet } from './write-data-set.ts';
import { writeFile } from './write-file.ts';

export const twelveLeadEcg = '1.2.840.10008.5.1.4.1.1.9.1.1';

/** Channel sources of context group 3001. */
const leadCodes: Record<Lead, string> = {
  I: '2:1',
  II: '2:2',
  III: '2:61',
  aVR: '2:62',
  aVL: '2:63',
  aVF: '2:64',
  V1: '2:3',
  V2: '2:4',
  V3: '2:5',
  V4: '2:6',
  V5: '2:7',
  V6: '2:8',
};

/** Makes the object of interleaved `samples` in LSB of `microvolts`. */
export function makeEcg(
  exam: ExamHeader,
  series: SeriesHeader,
  samples: Int16Array,
  microvolts: number,
  random: Random,
): ExamObject {
  const dataSet: DataSet = {
    ...describeObject(exam, series, twelveLeadEcg, drawUid(random), 1),
    AcquisitionDateTime: dicomDate(exam.acquired) + dicomTime(exam.acquired),
    AcquisitionContextSequence: [],
    WaveformSequence: [
      {
        WaveformOriginality: 'ORIGINAL',
        NumberOfWaveformChannels: leadOrder.length,
        NumberOfWaveformSamples: samples.length / leadOrder.length,
        SamplingFrequency: samplingHz,
        MultiplexGroupLabel: 'RHYTHM',
        ChannelDefinitionSequence: leadOrder.map((lead, index) => channel(lead, index + 1, microvolts)),
        WaveformBitsAllocated: 16,
        WaveformSampleInterpretation: 'SS',
        WaveformPaddingValue: Int16Array.of(-32768),
        WaveformData: samples,
      },
    ],
  };
  return writeFile('ecg-1-0001.dcm', dataSet, exam.characterSet);
}

function channel(lead: Lead, number: number, microvolts: number): DataSet {
  return {
    WaveformChannelNumber: number,
    ChannelSourceSequence: [code(leadCodes[lead], 'MDC', `Lead ${lead}`)],
    ChannelSensitivity: microvolts,
    ChannelSensitivityUnitsSequence: [code('uV', 'UCUM', 'microvolt')],
    ChannelSensitivityCorrectionFactor: 1,
    ChannelBaseline: 0,
    ChannelTimeSkew: 0,
    WaveformBitsStored: 16,
    FilterLowFrequency: '0.05',
    FilterHighFrequency: 150,
    NotchFilterFrequency: 50,
    NotchFilterBandwidth: 1,
  };
}
