/** Journey step 7: marks that were saved into the study, at this station or elsewhere: the newest of each kind, to be changed again. */
import type { DicomDataSet } from '#shared/formats/dicom/data-set.ts';
import { asciiValue } from '#shared/formats/dicom/element-values.ts';
import { keyObjectClass, readKeyObject } from '#shared/formats/dicom/marks/key-object.ts';
import {
  comprehensiveSrClass,
  readMeasurementReport,
} from '#shared/formats/dicom/marks/measurement-report.ts';
import {
  grayscalePresentationClass,
  readPresentationState,
} from '#shared/formats/dicom/marks/presentation-state.ts';
import { openDicom } from '#shared/formats/dicom/read-part10.ts';
import type { Marks, ViewState } from '#shared/measure/marking.ts';
import type { Result } from '#shared/result.ts';
import type { Instance, Study } from '#shared/study/study.ts';

/** Objects of one kind that are looked into: a study that was saved more often keeps them, its newest are read. */
const mostRead = 20;

/** Null when nothing of ours was saved. */
export async function readSavedMarks(
  readBytes: (instance: Instance) => Promise<Result<Buffer>>,
  study: Study,
): Promise<Marks | null> {
  const instances = study.series.flatMap((series) => series.instances).filter((instance) => instance.held);
  const newest = async (sopClassUid: string): Promise<readonly DicomDataSet[]> => {
    const read: Array<{ at: string; dataSet: DicomDataSet }> = [];
    for (const instance of instances.filter((one) => one.sopClassUid === sopClassUid).slice(-mostRead)) {
      const bytes = await readBytes(instance);
      const opened = bytes.ok ? openDicom(bytes.value) : null;
      if (!opened?.ok) continue;
      const { dataSet } = opened.value.walk;
      if (asciiValue(dataSet, 0x00080070) !== 'Yuanzhen') continue;
      const number = (instance.instanceNumber ?? 0).toString().padStart(6, '0');
      read.push({
        at: `${asciiValue(dataSet, 0x00080012)}${asciiValue(dataSet, 0x00080013)}${number}`,
        dataSet,
      });
    }
    return read.sort((one, other) => (one.at < other.at ? 1 : -1)).map(({ dataSet }) => dataSet);
  };
  const [report] = await newest(comprehensiveSrClass);
  const [keys] = await newest(keyObjectClass);
  const views = new Map<string, ViewState>();
  for (const state of await newest(grayscalePresentationClass)) {
    const probe = readPresentationState(state, { rows: 1, columns: 1 });
    const image = instances.find((one) => one.sopInstanceUid === probe?.image.sopInstanceUid);
    if (image?.rows == null || image.columns === null) continue;
    const view = readPresentationState(state, { rows: image.rows, columns: image.columns });
    const series = view?.image.seriesInstanceUid;
    // A state without a window keeps drawings only.
    if (view?.window && series !== undefined && !views.has(series)) views.set(series, view);
  }
  const marks: Marks = {
    ...(report === undefined ? { measurements: [], calibrations: [] } : readMeasurementReport(report)),
    keyImages: keys === undefined ? [] : readKeyObject(keys),
    views: [...views.values()],
  };
  return Object.values(marks).every(({ length }) => length === 0) ? null : marks;
}
