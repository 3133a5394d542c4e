/** Journey step 2: what the device wrote beside the curve: its statements and its measurements (PS3.3 C.10.10). */
import type { DeviceMeasurement, DeviceStatement } from '../../study/waveform.ts';
import { type Charset, charsetOf, textValue } from '../dicom/charset.ts';
import type { DicomDataSet } from '../dicom/data-set.ts';
import { decimalValues, itemsOf } from '../dicom/element-values.ts';

const mostAnnotations = 10_000;

/** Statements and measurements of the Waveform Annotation Sequence; fiducial marks are left out. */
export function readAnnotations(
  dataSet: DicomDataSet,
  charset: Charset,
): { readonly statements: DeviceStatement[]; readonly measurements: DeviceMeasurement[] } {
  const statements: DeviceStatement[] = [];
  const measurements: DeviceMeasurement[] = [];
  const oddities = new Set<string>();
  for (const item of itemsOf(dataSet, 0x0040b020).slice(0, mostAnnotations)) {
    const own = charsetOf(item, charset, oddities);
    const name = codeMeaning(item, 0x0040a043, own);
    const value = decimalValues(item, 0x0040a30a)?.[0];
    const text = textValue(item, 0x00700006, own, oddities) || codeMeaning(item, 0x0040a168, own);
    if (value !== undefined && name !== '') {
      const unit = textOfCode(item, 0x004008ea, 0x00080100, own);
      measurements.push({ name, value, unit });
    } else if (text !== '') {
      statements.push({ text, confirmed: false });
    }
  }
  return { statements, measurements };
}

/** Code Meaning of the first item of a code sequence, '' when absent. */
export function codeMeaning(dataSet: DicomDataSet, sequence: number, charset: Charset): string {
  return textOfCode(dataSet, sequence, 0x00080104, charset);
}

/** One text element of the first item of a code sequence, '' when absent. */
export function textOfCode(dataSet: DicomDataSet, sequence: number, tag: number, charset: Charset): string {
  const item = itemsOf(dataSet, sequence)[0];
  return item === undefined ? '' : textValue(item, tag, charset, new Set());
}
