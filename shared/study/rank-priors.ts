/** Which earlier exams help most with the one that is read: the same part of the body by the same kind of picture, the latest first. */
import { areNeighbours, bodyRegionOf } from './body-region.ts';

/** As far as ranking goes by it; `at` in ms since 1970, null where nobody knows. */
export interface RankedExam {
  readonly modality: string;
  readonly bodyPart: string;
  readonly description: string;
  readonly at: number | null;
}

const sameRegion = 4;
const neighbouringRegion = 1;
const sameModality = 3;
const likeModality = 2;
/** What the newest exam gains over one that is very old: less than a modality, so that date only decides between likes. */
const recency = 1.5;
const fadesInDays = 365;

/** Modalities that show the same, one as good as the other for comparison. */
const families: readonly (readonly string[])[] = [
  ['DX', 'CR', 'DR', 'RF'],
  ['CT', 'PT'],
  ['US', 'IVUS'],
  ['ECG', 'HD'],
  ['XA', 'RF'],
];

/** The exams with the most helpful first; equals keep their order. */
export function rankPriors<Exam extends RankedExam>(
  current: RankedExam,
  priors: readonly Exam[],
  now: number,
): readonly Exam[] {
  return priors
    .map((prior, place) => ({ prior, place, score: relevanceOf(current, prior, now) }))
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .map(({ prior }) => prior);
}

/** Whether a prior is hung without being asked for: the same part of the body by a like picture. */
export function hangsBeside(current: RankedExam, prior: RankedExam): boolean {
  return regionScore(current, prior) === sameRegion && modalityScore(current, prior) > 0;
}

/** How much a prior helps: more is better, comparable for one current exam only. */
export function relevanceOf(current: RankedExam, prior: RankedExam, now: number): number {
  return regionScore(current, prior) + modalityScore(current, prior) + recencyScore(prior, now);
}

function regionScore(current: RankedExam, prior: RankedExam): number {
  const here = bodyRegionOf(current.bodyPart, current.description);
  const there = bodyRegionOf(prior.bodyPart, prior.description);
  if (here === null || there === null) return 0;
  if (here === there) return sameRegion;
  return areNeighbours(here, there) ? neighbouringRegion : 0;
}

function modalityScore(current: RankedExam, prior: RankedExam): number {
  if (current.modality === '' || prior.modality === '') return 0;
  if (current.modality === prior.modality) return sameModality;
  const alike = families.some(
    (family) => family.includes(current.modality) && family.includes(prior.modality),
  );
  return alike ? likeModality : 0;
}

function recencyScore(prior: RankedExam, now: number): number {
  if (prior.at === null) return 0;
  const days = Math.max(0, now - prior.at) / 86_400_000;
  return recency * Math.exp(-days / fadesInDays);
}
