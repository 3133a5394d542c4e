/** A simulated exam: what the practice township pushes, the order it places first, and the finding planted in it. */
import type { Kind, Sex, Urgency } from '#shared/study/kind.ts';
import type { Consent } from '#shared/study/order.ts';

export const examKinds = ['ct', 'mr', 'dr', 'us', 'ecg'] as const;
export type ExamKind = (typeof examKinds)[number];

/** Text in both languages of the window. */
export interface Bilingual {
  readonly 'zh-CN': string;
  readonly en: string;
}

/** The answer to the exam, shown only after the reader has signed. */
export interface PlantedFinding {
  /** Scenario code, e.g. `ct-head/basal-ganglia-haemorrhage`. */
  readonly code: string;
  readonly normal: boolean;
  readonly finding: Bilingual;
  readonly impression: Bilingual;
}

export interface ExamOrder {
  readonly accessionNumber: string;
  readonly patient: {
    readonly name: string;
    readonly id: string;
    readonly sex: Sex;
    /** YYYY-MM-DD. */
    readonly birthDate: string;
  };
  readonly kind: Kind;
  readonly modality: string;
  readonly bodyPart: string;
  readonly complaint: string;
  readonly history: string;
  readonly question: string;
  readonly consent: Consent;
  readonly urgency: Urgency;
  /** The ward's or consulting room's telephone. */
  readonly phone: string;
}

/** One DICOM Part 10 file of the exam. */
export interface ExamObject {
  /** File name for a watched folder, e.g. `ct-0007.dcm`. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sopInstanceUid: string;
  readonly sopClassUid: string;
  readonly transferSyntaxUid: string;
}

export interface Exam {
  readonly examKind: ExamKind;
  readonly studyInstanceUid: string;
  readonly order: ExamOrder;
  readonly objects: readonly ExamObject[];
  readonly finding: PlantedFinding;
}
