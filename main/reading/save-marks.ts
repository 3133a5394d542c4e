/** Journey step 8: a reader's marks become objects of the study: SR, key objects, and a presentation state for each series. */
import { failure } from '#shared/failure.ts';
import { keyObjectClass, writeKeyObject } from '#shared/formats/dicom/marks/key-object.ts';
import {
  comprehensiveSrClass,
  writeMeasurementReport,
} from '#shared/formats/dicom/marks/measurement-report.ts';
import {
  grayscalePresentationClass,
  type PresentedImages,
  writePresentationState,
} from '#shared/formats/dicom/marks/presentation-state.ts';
import type { ObjectIdentity, StudyContext } from '#shared/formats/dicom/marks/study-context.ts';
import { type ImageRef, type Marks, sameImage } from '#shared/measure/marking.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Instance, Study } from '#shared/study/study.ts';

/** What the station knows of an image: whose study it is, and how its grey values are meant. */
export interface SourceImage {
  readonly context: StudyContext;
  /** Null for colour, for which a grayscale state does not exist. */
  readonly presented: PresentedImages | null;
}

export interface SaveMarksDeps<Kept> {
  readonly readSource: (instance: Instance) => Promise<Result<SourceImage>>;
  readonly newUid: () => string;
  /** The same for the same role each time: saves of one reader lie in one series. */
  readonly stableUid: (role: string) => string;
  /** Exchange time as estimated. */
  readonly now: () => number;
  /** Into the vault and the index, durable when it answers. */
  readonly keep: (bytes: Uint8Array) => Promise<Result<Kept>>;
}

export interface MarksToSave {
  readonly study: Study;
  readonly marks: Marks;
  readonly reader: string;
  /** The writing beside each measurement, by its id. */
  readonly lines: Readonly<Record<string, readonly string[]>>;
}

type Modality = ObjectIdentity['modality'];
const kinds: Readonly<Record<Modality, { sopClassUid: string; number: number; description: string }>> = {
  SR: { sopClassUid: comprehensiveSrClass, number: 9001, description: '阅片测量' },
  KO: { sopClassUid: keyObjectClass, number: 9002, description: '关键图像' },
  PR: { sopClassUid: grayscalePresentationClass, number: 9003, description: '显示状态' },
};

/** What was kept, in order. Fails with marks-empty, object-not-found, a format failure of the image, or disk-full. */
export async function saveMarks<Kept>(
  deps: SaveMarksDeps<Kept>,
  { study, marks, reader, lines }: MarksToSave,
): Promise<Result<{ kept: readonly Kept[] }>> {
  const { measurements, keyImages, views, calibrations } = marks;
  const instances = study.series.flatMap((series) => series.instances);
  const find = (image: ImageRef) => instances.find((one) => one.sopInstanceUid === image.sopInstanceUid);
  const isMultiFrame = (uid: string): boolean =>
    (instances.find((one) => one.sopInstanceUid === uid)?.frames ?? 1) > 1;
  const first = [
    ...measurements.map(({ image }) => image),
    ...keyImages,
    ...views.map(({ image }) => image),
    ...calibrations.map(({ image }) => image),
  ][0];
  const source = first === undefined ? undefined : find(first);
  if (source === undefined) return fail(failure('marks-empty'));
  const read = await deps.readSource(source);
  if (!read.ok) return read;
  const { context } = read.value;
  const [date, time] = localStamp(deps.now());
  const counted = new Map<Modality, number>();
  const identity = (modality: Modality): ObjectIdentity => {
    const { sopClassUid, number, description } = kinds[modality];
    const before =
      counted.get(modality) ?? instances.filter((instance) => instance.sopClassUid === sopClassUid).length;
    counted.set(modality, before + 1);
    return {
      sopClassUid,
      sopInstanceUid: deps.newUid(),
      seriesInstanceUid: deps.stableUid(`${study.studyInstanceUid} ${reader} ${modality}`),
      modality,
      seriesNumber: number,
      seriesDescription: description,
      instanceNumber: before + 1,
      date,
      time,
    };
  };
  const files: Uint8Array[] = [];
  if (measurements.length + calibrations.length > 0)
    files.push(
      writeMeasurementReport(measurements, {
        context,
        identity: identity('SR'),
        reader,
        isMultiFrame,
        calibrations,
      }),
    );
  if (keyImages.length > 0)
    files.push(writeKeyObject(keyImages, { context, identity: identity('KO'), isMultiFrame }));
  for (const presented of await presentations(deps, marks, find)) {
    const state = {
      images: presented.images,
      view: presented.view,
      measurements: measurements
        .filter(({ image }) => presented.images.some((one) => sameImage(one, image)))
        .map((measurement) => ({ measurement, lines: lines[measurement.id] ?? [] })),
    };
    const parts = { context, identity: identity('PR'), reader, isMultiFrame, presented: presented.how };
    files.push(writePresentationState(state, parts));
  }
  const kept: Kept[] = [];
  for (const bytes of files) {
    const one = await deps.keep(bytes);
    if (!one.ok) return one;
    kept.push(one.value);
  }
  return ok({ kept });
}

/** One for each series of grey images that is looked at in its own way or drawn on. */
async function presentations(
  deps: Pick<SaveMarksDeps<unknown>, 'readSource'>,
  { measurements, keyImages, views }: Marks,
  find: (image: ImageRef) => Instance | undefined,
) {
  const marked = [
    ...views.map(({ image }) => image),
    ...measurements.map(({ image }) => image),
    ...keyImages,
  ];
  const found: Array<{ images: ImageRef[]; view: Marks['views'][number] | null; how: PresentedImages }> = [];
  for (const series of new Set(marked.map((image) => image.seriesInstanceUid))) {
    const images = marked
      .filter((image) => image.seriesInstanceUid === series)
      .filter((image, at, all) => all.findIndex((one) => sameImage(one, image)) === at);
    const [shown] = images;
    const instance = shown === undefined ? undefined : find(shown);
    const read = instance === undefined ? null : await deps.readSource(instance);
    if (!read?.ok || read.value.presented === null) continue;
    const view = views.find(({ image }) => image.seriesInstanceUid === series) ?? null;
    found.push({ images, view, how: read.value.presented });
  }
  return found;
}

/** Date and time as DICOM writes them, in China's zone, which these objects do not name otherwise. */
function localStamp(at: number): readonly [string, string] {
  const local = new Date(at + 8 * 3_600_000).toISOString();
  return [local.slice(0, 10).replaceAll('-', ''), local.slice(11, 19).replaceAll(':', '')];
}
