/** A scenario: a complaint, the finding that explains it, and how the phantom or the heart is to show it. */
import type { Sex, Urgency } from '#shared/study/kind.ts';
import type { RhythmName } from '../ecg/rhythms.ts';
import type { Bilingual } from '../exam.ts';
import type { ChestLesion } from '../phantom/chest-lesion.ts';
import type { HeadLesion } from '../phantom/head-lesion.ts';
import type { UsLesion } from '../phantom/us-abdomen.ts';
import type { Random } from '../random.ts';

/** What is painted or played; a lesion may be drawn anew for each exam. */
export type Depiction =
  | { readonly subject: 'ct-head'; lesion(random: Random): HeadLesion }
  | { readonly subject: 'ct-chest'; lesion(random: Random): ChestLesion; readonly heart?: number }
  | { readonly subject: 'mr-brain'; lesion(random: Random): HeadLesion }
  | { readonly subject: 'dr-chest'; lesion(random: Random): ChestLesion; readonly heart?: number }
  | { readonly subject: 'us-abdomen'; readonly lesion: UsLesion }
  | { readonly subject: 'ecg'; readonly rhythm: RhythmName };

/** What the township writes on the order. */
export interface OrderText {
  readonly complaint: string;
  readonly history: string;
  readonly question: string;
}

export interface Scenario {
  readonly code: string;
  readonly normal: boolean;
  /** How often it comes, relative to the others of its kind. */
  readonly weight: number;
  readonly urgency: Urgency;
  readonly ages: readonly [youngest: number, oldest: number];
  readonly sex?: Sex;
  readonly orders: readonly OrderText[];
  readonly finding: Bilingual;
  readonly impression: Bilingual;
  readonly depiction: Depiction;
}

/** Text in both languages. */
export function both(chinese: string, english: string): Bilingual {
  return { 'zh-CN': chinese, en: english };
}
