/** Who sees what: a clinic only its own orders, studies and reports; the reading centre all. */
import type { FeedChange } from '#shared/contract/exchange/feed.ts';
import type { Consultation } from '#shared/study/consultation.ts';
import type { Task } from '#shared/study/task.ts';
import type { Caller } from '../parts.ts';

/** Every site, or the ones named. */
export type SiteView = '*' | ReadonlySet<string>;

/** A station sees its site, a station of the centre everything; a person alone what his rights and his site give him. */
export function visibleSites(caller: Caller): SiteView {
  const { person, station } = caller;
  // Who audits sees what was done, at whatever station he sits, and nothing of the cases.
  if (person?.offices.includes('auditor') === true) return new Set();
  if (station !== null) return station.siteId === null ? '*' : new Set([station.siteId]);
  if (person === null) return new Set();
  if (person.offices.includes('administrator')) return '*';
  if (person.rights.some((right) => right.siteId === '*')) return '*';
  const sites = person.rights.map((right) => right.siteId as string);
  return new Set(person.siteId === null ? sites : [...sites, person.siteId]);
}

/** True for who only sends and receives: not adopted reports are none of a clinic's business. */
export function isClinicView(caller: Caller): boolean {
  if (caller.station !== null) return caller.station.siteId !== null;
  return (caller.person?.rights.length ?? 0) === 0;
}

export function mayView(view: SiteView, siteId: string): boolean {
  return view === '*' || view.has(siteId);
}

/** The task as this caller may see it. */
export function taskFor(caller: Caller, task: Task): Task {
  if (!isClinicView(caller)) return task;
  const reports = task.reports.filter((report) => report.adopted);
  if (task.consultations === undefined) return { ...task, reports };
  return { ...task, reports, consultations: task.consultations.map(withoutWords) };
}

/** Who was asked and whether he answered is told; what they say to each other is the reader's until he quotes it. */
function withoutWords(one: Consultation): Consultation {
  const { answered, declined } = one;
  return {
    ...one,
    question: '',
    answered: answered && { ...answered, opinion: '' },
    declined: declined && { ...declined, reason: '' },
  };
}

/** The change as this caller may see it; null where it is not meant for him. */
export function changeFor(caller: Caller, change: FeedChange): FeedChange | null {
  switch (change.type) {
    case 'order-placed':
    case 'patients-changed':
    case 'referral-changed':
    case 'consultation-changed':
      return change;
    case 'task-changed':
      return { ...change, task: taskFor(caller, change.task) };
    case 'report-committed':
      if (!change.adopted && isClinicView(caller)) return null;
      return { ...change, task: taskFor(caller, change.task) };
  }
}
