/** How well a protocol fits a study, and what it hangs where. */
import { type BodyRegion, bodyRegionOf } from '#shared/study/body-region.ts';
import type { HangingProtocol, HangingRule } from '#shared/study/hanging-protocol.ts';
import type { Series, Study } from '#shared/study/study.ts';

/** What hangs in one pane. */
export interface HungItem {
  readonly seriesInstanceUid: string;
  readonly startIndex: number;
  readonly preset?: string;
}

export interface Fit {
  /** Sum of the weights of all rules that hold, of the study and of the panes; more is better. */
  readonly score: number;
  readonly panes: readonly HungItem[];
}

/** What a pane may take: a series, or one picture of it. */
interface Candidate extends Described {
  readonly seriesInstanceUid: string;
  readonly startIndex: number;
}

/** What rules look at. */
interface Described {
  readonly modality: string;
  readonly region: BodyRegion | null;
  readonly description: string;
  readonly pictures: number;
}

/** The protocol laid on the study; null when something that it requires is not there. */
export function fitProtocol(protocol: HangingProtocol, study: Study): Fit | null {
  const series = study.series.filter((one) => picturesIn(one) > 0);
  if (series.length === 0) return null;
  const ofStudy = scoreStudy(protocol.study, study, series);
  if (ofStudy === null) return null;
  const free = new Set(protocol.unit === 'series' ? seriesOf(study, series) : picturesOf(study, series));
  const panes: HungItem[] = [];
  let score = ofStudy;
  for (const pane of protocol.panes) {
    const best = bestOf(free, pane.rules);
    if (best === null) {
      if (pane.required) return null;
      continue;
    }
    free.delete(best.candidate);
    score += best.score;
    const { seriesInstanceUid, startIndex } = best.candidate;
    panes.push({
      seriesInstanceUid,
      startIndex,
      ...(pane.preset === undefined ? {} : { preset: pane.preset }),
    });
  }
  return { score, panes };
}

/** A rule of modality must hold for every series: one that it does not name makes it another kind of study. */
function scoreStudy(rules: readonly HangingRule[], study: Study, series: readonly Series[]): number | null {
  const region = regionOf(study, series[0]);
  const pictures = series.reduce((sum, one) => sum + picturesIn(one), 0);
  const description = [study.description, ...series.map((one) => one.description)].join(' ');
  let score = 0;
  for (const rule of rules) {
    const holds =
      rule.of === 'modality'
        ? series.every((one) => rule.in.includes(one.modality))
        : doesHold(rule, { modality: '', region, description, pictures });
    if (holds) score += rule.weight;
    else if (rule.required) return null;
  }
  return score;
}

/** The candidate that gains most; the larger one, then the earlier one, of equals. */
function bestOf(
  free: ReadonlySet<Candidate>,
  rules: readonly HangingRule[],
): { candidate: Candidate; score: number } | null {
  let best: { candidate: Candidate; score: number } | null = null;
  for (const candidate of free) {
    if (rules.some((rule) => rule.required && !doesHold(rule, candidate))) continue;
    const score = rules.reduce((sum, rule) => sum + (doesHold(rule, candidate) ? rule.weight : 0), 0);
    const isBetter =
      best === null ||
      score > best.score ||
      (score === best.score && candidate.pictures > best.candidate.pictures);
    if (isBetter) best = { candidate, score };
  }
  return best;
}

function doesHold(rule: HangingRule, one: Described): boolean {
  switch (rule.of) {
    case 'modality':
      return rule.in.includes(one.modality);
    case 'region':
      return one.region !== null && rule.in.includes(one.region);
    case 'description':
      return new RegExp(rule.like, 'i').test(one.description);
    case 'pictures':
      return one.pictures >= (rule.atLeast ?? 0) && one.pictures <= (rule.atMost ?? Number.POSITIVE_INFINITY);
  }
}

function seriesOf(study: Study, series: readonly Series[]): Candidate[] {
  return series.map((one) => ({ ...described(study, one), startIndex: 0, pictures: picturesIn(one) }));
}

function picturesOf(study: Study, series: readonly Series[]): Candidate[] {
  return series.flatMap((one) =>
    Array.from({ length: picturesIn(one) }, (_, startIndex) => ({
      ...described(study, one),
      startIndex,
      pictures: 1,
    })),
  );
}

function described(study: Study, series: Series) {
  const { seriesInstanceUid, modality, description } = series;
  return { seriesInstanceUid, modality, description, region: regionOf(study, series) };
}

function regionOf(study: Study, series: Series | undefined): BodyRegion | null {
  return bodyRegionOf(series?.bodyPart ?? '', study.description, series?.description ?? '');
}

function picturesIn(series: Series): number {
  return series.instances.reduce((sum, instance) => sum + (instance.held ? (instance.frames ?? 0) : 0), 0);
}
