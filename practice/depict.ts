/** Turns a scenario's depiction into the DICOM objects that a device would have made. */
import { assertNever } from '#shared/assert-never.ts';
import { makeEcg } from './dicom/ecg-object.ts';
import type { ExamHeader, SeriesHeader } from './dicom/exam-header.ts';
import {
  type CtOrMr,
  makeCine,
  makeRadiograph,
  makeSlice,
  type SliceGeometry,
} from './dicom/image-objects.ts';
import { drawUid } from './dicom/uid.ts';
import { runHeart } from './ecg/run-heart.ts';
import { deriveLeads, quantise } from './ecg/twelve-leads.ts';
import type { ExamObject } from './exam.ts';
import { ctChestFrame, paintCtChest } from './phantom/ct-chest.ts';
import { ctHeadFrame, paintCtHead } from './phantom/ct-head.ts';
import { paintDrChest } from './phantom/dr-chest.ts';
import type { HeadGeometry } from './phantom/head.ts';
import { growVessels } from './phantom/lung-vessels.ts';
import { type MrWeighting, mrBrainFrame, paintMrBrain } from './phantom/mr-brain.ts';
import { paintUsCine } from './phantom/us-abdomen.ts';
import type { Random } from './random.ts';
import type { Depiction } from './scenarios/scenario.ts';

/** Paints or plays what the scenario asks for; about a second of work for a whole CT series. */
export function depict(exam: ExamHeader, depiction: Depiction, random: Random): ExamObject[] {
  const offset = random.between(0, 31);
  switch (depiction.subject) {
    case 'ct-head':
      return ctHead(exam, headOf(exam, depiction.lesion(random.fork('lesion')), offset, random), random);
    case 'mr-brain':
      return mrBrain(exam, headOf(exam, depiction.lesion(random.fork('lesion')), offset, random), random);
    case 'ct-chest': {
      const lesion = depiction.lesion(random.fork('lesion'));
      const chest = { offset, heart: depiction.heart ?? 1, fat: random.between(7, 17), ribs: true, lesion };
      const vessels = growVessels(chest, `vessels ${offset}`);
      return slices(
        exam,
        '胸部平扫 7mm',
        1,
        { ...ctChestFrame, step: ctChestFrame.thickness },
        ctChestFrame.slices,
        lung,
        random,
        (index, grain) => paintCtChest(chest, vessels, index, grain),
      );
    }
    case 'dr-chest': {
      const lesion = depiction.lesion(random.fork('lesion'));
      const heart = depiction.heart ?? random.between(0.97, 1.06);
      const chest = { offset, heart, fat: random.between(6, 14), ribs: false, lesion };
      const pixels = paintDrChest(chest, `vessels ${offset}`, random.fork('grain'));
      return [makeRadiograph(exam, series('胸部正位', 1, random), pixels, random)];
    }
    case 'us-abdomen':
      return [makeCine(exam, series('腹部动态', 1, random), paintUsCine(depiction.lesion, offset), random)];
    case 'ecg': {
      const microvolts = random.pick([2.5, 5]);
      const leads = deriveLeads(runHeart(depiction.rhythm, 10, random.fork('heart'), exam.person.sex).leads);
      return [
        makeEcg(exam, series('12导联静息心电图', 1, random), quantise(leads, microvolts), microvolts, random),
      ];
    }
    default:
      return assertNever(depiction, 'depiction');
  }
}

const brain: CtOrMr = { modality: 'ct', kernel: 'H31', window: [40, 80] };
const lung: CtOrMr = { modality: 'ct', kernel: 'B50', window: [-500, 1500] };

function headOf(
  exam: ExamHeader,
  lesion: HeadGeometry['lesion'],
  offset: number,
  random: Random,
): HeadGeometry {
  const { age } = exam.person;
  return {
    offset,
    lesion,
    atrophy: 0.85 + Math.max(0, age - 35) * 0.011,
    calcified: age > 40 && random.chance(0.7),
  };
}

function ctHead(exam: ExamHeader, head: HeadGeometry, random: Random): ExamObject[] {
  const geometry = { ...ctHeadFrame, step: ctHeadFrame.thickness };
  return slices(exam, '头颅平扫 5mm', 1, geometry, ctHeadFrame.slices, brain, random, (index, grain) =>
    paintCtHead(head, index, grain),
  );
}

function mrBrain(exam: ExamHeader, head: HeadGeometry, random: Random): ExamObject[] {
  const geometry = { ...mrBrainFrame, step: mrBrainFrame.thickness + mrBrainFrame.gap };
  const frame = drawUid(random);
  const one = (
    sequence: MrWeighting,
    description: string,
    number: number,
    window: readonly [number, number],
  ) =>
    slices(
      exam,
      description,
      number,
      geometry,
      mrBrainFrame.slices,
      { modality: 'mr', sequence, window },
      random,
      (index, grain) => paintMrBrain(head, sequence, index, grain),
      frame,
    );
  return [...one('t2', 'T2 TSE 轴位', 1, [480, 960]), ...one('dwi', 'DWI b1000 轴位', 2, [300, 620])];
}

function slices(
  exam: ExamHeader,
  description: string,
  number: number,
  geometry: Omit<SliceGeometry, 'frameOfReferenceUid'>,
  count: number,
  what: CtOrMr,
  random: Random,
  paint: (index: number, grain: Random) => Uint16Array,
  frameOfReferenceUid = drawUid(random),
): ExamObject[] {
  const header = series(description, number, random);
  const full: SliceGeometry = { ...geometry, frameOfReferenceUid };
  return Array.from({ length: count }, (_, index) =>
    makeSlice(exam, header, full, what, index, paint(index, random.fork(`grain ${number} ${index}`)), random),
  );
}

function series(description: string, number: number, random: Random): SeriesHeader {
  return { seriesInstanceUid: drawUid(random), number, description };
}
