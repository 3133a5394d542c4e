/** Makes one simulated exam from a seed: order, objects and planted finding, all fitting each other. */
import { depict } from './depict.ts';
import { devices } from './devices.ts';
import { dicomDate } from './dicom/exam-header.ts';
import { drawUid } from './dicom/uid.ts';
import type { Exam, ExamKind } from './exam.ts';
import { createRandom, type Random } from './random.ts';
import { ctScenarios } from './scenarios/ct.ts';
import { drScenarios, mrScenarios, usScenarios } from './scenarios/dr-mr-us.ts';
import { ecgScenarios } from './scenarios/ecg.ts';
import { drawPerson, drawPhone, hospitals, type Person } from './scenarios/people.ts';
import type { Depiction, Scenario } from './scenarios/scenario.ts';

export const scenarios: Record<ExamKind, readonly Scenario[]> = {
  ct: ctScenarios,
  mr: mrScenarios,
  dr: drScenarios,
  us: usScenarios,
  ecg: ecgScenarios,
};

/** How often each kind comes in a township's day. */
const kindWeights: ReadonlyArray<readonly [ExamKind, number]> = [
  ['ecg', 9],
  ['dr', 5],
  ['ct', 4],
  ['us', 2],
  ['mr', 1],
];

interface Subject {
  readonly modality: string;
  /** DICOM defined term. */
  readonly bodyPart: string;
  readonly words: string;
}

const subjects: Record<Depiction['subject'], Subject> = {
  'ct-head': { modality: 'CT', bodyPart: 'HEAD', words: '头颅CT平扫' },
  'ct-chest': { modality: 'CT', bodyPart: 'CHEST', words: '胸部CT平扫' },
  'mr-brain': { modality: 'MR', bodyPart: 'BRAIN', words: '颅脑MR平扫+DWI' },
  'dr-chest': { modality: 'DX', bodyPart: 'CHEST', words: '胸部正位片' },
  'us-abdomen': { modality: 'US', bodyPart: 'ABDOMEN', words: '腹部超声' },
  ecg: { modality: 'ECG', bodyPart: 'HEART', words: '12导联心电图' },
};

export interface ExamRequest {
  readonly seed: string | number;
  readonly kind?: ExamKind;
  /** A scenario's code, to have exactly that one. */
  readonly scenario?: string;
  /** Acquisition time; the order's ages are counted to it. */
  readonly now: Date;
  /** Institution that the devices write; one of the fictional township hospitals when left out. */
  readonly hospital?: string;
  /** Whom it is of, where somebody has more than one; drawn when left out. */
  readonly person?: Person;
}

/** Generates the exam; equal requests give equal bytes. */
export function generateExam(request: ExamRequest): Exam {
  const { seed, kind, scenario: wanted, now, hospital } = request;
  const random = createRandom(seed);
  const named = wanted === undefined ? null : findScenario(wanted);
  const examKind = named?.kind ?? kind ?? pickWeighted(kindWeights, random.fork('kind'));
  const scenario =
    named?.scenario ??
    pickWeighted(
      scenarios[examKind].map((one) => [one, one.weight] as const),
      random,
    );
  const subject = subjects[scenario.depiction.subject];
  const person = request.person ?? drawPerson(random.fork('person'), now, scenario.ages, scenario.sex);
  const text = random.pick(scenario.orders);
  const accessionNumber = `${subject.modality}${dicomDate(now).slice(2)}${String(random.integer(0, 99999)).padStart(5, '0')}`;
  const studyInstanceUid = drawUid(random);
  const drawnHospital = random.pick(hospitals);
  const objects = depict(
    {
      person,
      device: devices[examKind],
      hospital: hospital ?? drawnHospital,
      modality: subject.modality,
      bodyPart: subject.bodyPart,
      accessionNumber,
      studyInstanceUid,
      studyDescription: subject.words,
      characterSet: random.chance(0.5) ? 'GB18030' : 'ISO_IR 192',
      acquired: now,
    },
    scenario.depiction,
    random.fork('depiction'),
  );
  return {
    examKind,
    studyInstanceUid,
    order: {
      accessionNumber,
      patient: { name: person.name, id: person.id, sex: person.sex, birthDate: person.birthDate },
      kind: examKind === 'ecg' ? 'ecg' : 'imaging',
      modality: subject.modality,
      bodyPart: subject.words,
      ...text,
      consent: { by: 'patient', askedBy: '李秀兰' },
      urgency: scenario.urgency,
      phone: drawPhone(random),
    },
    objects,
    finding: {
      code: scenario.code,
      normal: scenario.normal,
      finding: scenario.finding,
      impression: scenario.impression,
    },
  };
}

function findScenario(code: string): { readonly kind: ExamKind; readonly scenario: Scenario } {
  for (const kind of Object.keys(scenarios) as ExamKind[]) {
    const scenario = scenarios[kind].find((one) => one.code === code);
    if (scenario !== undefined) return { kind, scenario };
  }
  throw new Error(`No scenario is called ${code}`);
}

function pickWeighted<T>(choices: ReadonlyArray<readonly [T, number]>, random: Random): T {
  let left = random.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  return (choices.at(-1) as readonly [T, number])[0];
}
