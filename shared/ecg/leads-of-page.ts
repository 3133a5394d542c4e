/** Which leads a page shows and in which order: the standard twelve, the Cabrera order, the further leads of 15 and 18. */
import { standardLeads, type WaveformGroup } from '../study/waveform.ts';
import type { LeadOrder, TracingLayout } from './tracing.ts';

export interface PageLeads {
  readonly layout: TracingLayout;
  /** Lead of the (first) rhythm strip, and the lead of the single layout. */
  readonly rhythmLead: string;
  readonly order?: LeadOrder;
  /** Right-sided and posterior leads get columns of their own; without it only 12x1 shows them. */
  readonly extraLeads?: boolean;
  /** 12x1 shows what the recording has and no more: a Holter of three leads has three rows, not nine absent ones. */
  readonly ownLeadsOnly?: boolean;
}

const limbLeads: readonly string[] = standardLeads.slice(0, 6);
const cabreraLimbLeads: readonly string[] = ['aVL', 'I', 'aVR', 'II', 'aVF', 'III'];
/** Right to left round the chest, as far as there are names for it. */
const furtherLeads: readonly string[] = [
  ...['V2R', 'V3R', 'V4R', 'V5R', 'V6R', 'V7R', 'V8R', 'V9R'],
  ...['V7', 'V8', 'V9'],
];
/** The three strips of 3x4+3R; the chosen lead comes first. */
const usualStrips: readonly string[] = ['II', 'V1', 'V5'];
const stripsOf: Readonly<Partial<Record<TracingLayout, number>>> = { '3x4+1R': 1, '3x4+3R': 3, '6x2+1R': 1 };

/** Leads the recording has beyond the standard twelve, in the order of the chest where they have one. */
export function furtherLeadsOf(group: WaveformGroup): readonly string[] {
  const names = group.leads
    .map((lead) => lead.name)
    .filter((name) => !standardLeads.some((standard) => standard === name));
  const known = furtherLeads.filter((name) => names.includes(name));
  return [...known, ...names.filter((name) => !known.includes(name))];
}

/** Leads of the page in reading order. A recording without any standard lead shows its own. */
export function leadsOfPage(group: WaveformGroup, page: PageLeads): readonly string[] {
  if (page.layout === 'single') return [page.rhythmLead];
  const further = furtherLeadsOf(group);
  if (further.length === group.leads.length && further.length > 0) return further;
  if (page.layout === '12x1' && page.ownLeadsOnly === true) return group.leads.map((lead) => lead.name);
  const limb = page.order === 'cabrera' ? cabreraLimbLeads : limbLeads;
  const twelve = [...limb, ...standardLeads.slice(6)];
  return page.layout === '12x1' || page.extraLeads === true ? [...twelve, ...further] : twelve;
}

/** Leads the recording has and this page leaves out; a single lead is asked for by name, so nothing is left out of it. */
export function leadsLeftOut(group: WaveformGroup, page: PageLeads): readonly string[] {
  if (page.layout === 'single') return [];
  const shown = leadsOfPage(group, page);
  return group.leads.map((lead) => lead.name).filter((name) => !shown.includes(name));
}

/** Leads of the rhythm strips, top to bottom. */
export function stripsOfPage(page: PageLeads): readonly string[] {
  const strips = [page.rhythmLead, ...usualStrips.filter((name) => name !== page.rhythmLead)];
  return strips.slice(0, stripsOf[page.layout] ?? 0);
}
