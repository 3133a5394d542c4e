/** events.*, settings.* and practice.*: what every window needs beside the journey. */
import type { LinkState, StationEvent } from '#shared/contract/events.ts';
import type { Keymap } from '#shared/contract/keymap.ts';
import type { PracticeStatus } from '#shared/contract/practice.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Duty } from '#shared/study/duty.ts';
import type { Task } from '#shared/study/task.ts';
import type { Actor } from '../../audit/actor.ts';
import { actorOf, personOf, seesCases, station } from '../api-context.ts';
import type { StationEvents } from '../publish-events.ts';
import type { WindowSession } from '../window-sessions.ts';
import { administratorOf } from './devices-routes.ts';

export interface PracticeControl {
  readonly status: () => Promise<Result<PracticeStatus | null>>;
  readonly sendOne: (kind: string | null) => Promise<Result<unknown>>;
  readonly setRush: (on: boolean) => Promise<Result<PracticeStatus>>;
  readonly setPaused: (on: boolean) => Promise<Result<PracticeStatus>>;
  readonly finding: (accessionNumber: string) => Promise<Result<{ zh: string; en: string }>>;
}

export interface WindowRoutesDeps {
  readonly now: () => number;
  readonly link: () => LinkState;
  readonly duty: () => Duty | null;
  readonly events: StationEvents;
  readonly settings: () => { settings: Settings; addresses: Record<string, string> };
  readonly setSettings: (
    change: Partial<Settings>,
  ) => Promise<{ settings: Settings; restartNeeded: boolean }>;
  readonly keymapOf: (memberId: string) => Keymap;
  readonly keepKeymap: (memberId: string, keymap: Keymap) => Promise<void>;
  /** The audit line of a change of the site's settings. */
  readonly recordSettings: (actor: Actor, change: Partial<Settings>) => Promise<void>;
  readonly findTask: (taskId: string) => Task | null;
  readonly practice: PracticeControl;
}

/** What belongs to the window and whoever sits at it; the rest is the site's. */
const ownSettings: ReadonlySet<string> = new Set(['language', 'theme', 'sound', 'pixelsPerMm']);

/** What calls readers to a task calls those who may read it: the others could do nothing about it. */
const calls: ReadonlySet<string> = new Set(['new', 'sound', 'room', 'leader', 'phones', 'will-miss']);

function isCalled({ actor }: WindowSession, task: Task | null): boolean {
  const rights = actor?.member.rights ?? [];
  // A township's people have none; what its station raises is meant for all of them.
  if (task === null || rights.length === 0) return true;
  return rights.some(
    ({ kind, siteId }) => (kind === '*' || kind === task.kind) && (siteId === '*' || siteId === task.siteId),
  );
}

/** Patients' data go only to a window where somebody sits who may see them. */
function maySee(session: WindowSession, event: StationEvent, find: WindowRoutesDeps['findTask']): boolean {
  const seated = seesCases(session);
  if (seated && event.type === 'alert' && calls.has(event.alert))
    return isCalled(session, find(event.taskId));
  return (
    seated ||
    event.type === 'duty' ||
    event.type === 'link' ||
    event.type === 'session' ||
    event.type === 'outbox'
  );
}

export function eventsRoutes(deps: WindowRoutesDeps) {
  return {
    subscribe: station.events.subscribe.handler(async function* subscribe({ context, signal }) {
      const { session } = context;
      // Subscribed before hello is answered, so that nothing falls between the two.
      const stream = deps.events.subscribe(session.windowId, signal);
      session.streams += 1;
      try {
        yield { type: 'hello' as const, now: deps.now(), link: deps.link(), duty: deps.duty() };
        for await (const event of stream) if (maySee(session, event, deps.findTask)) yield event;
      } finally {
        session.streams -= 1;
        session.streamEndedAt = performance.now();
      }
    }),
  };
}

export function settingsRoutes(deps: WindowRoutesDeps) {
  return {
    get: station.settings.get.handler(() => ok(deps.settings())),
    keymap: station.settings.keymap.handler(({ context }) => {
      const actor = actorOf(context);
      return actor.ok ? ok(deps.keymapOf(actor.value.member.memberId)) : actor;
    }),
    setKeymap: station.settings.setKeymap.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      if (!actor.ok) return actor;
      await deps.keepKeymap(actor.value.member.memberId, input);
      return ok(input);
    }),
    set: station.settings.set.handler(async ({ input, context }) => {
      const keys = Object.keys(input);
      // The sign-in page may change how it looks, a person what his own window is like; the site's is an administrator's.
      const isLook = keys.every((key) => key === 'language' || key === 'theme');
      const isOwn = keys.every((key) => ownSettings.has(key));
      if (isLook) return ok(await deps.setSettings(input));
      const actor = isOwn ? personOf(context) : administratorOf(context);
      if (!actor.ok) return actor;
      if (!isOwn) await deps.recordSettings(actor.value, input);
      return ok(await deps.setSettings(input));
    }),
  };
}

export function practiceRoutes(deps: WindowRoutesDeps) {
  const { practice } = deps;
  return {
    status: station.practice.status.handler(() => practice.status()),
    sendOne: station.practice.sendOne.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      if (!actor.ok) return actor;
      const sent = await practice.sendOne(input.kind);
      return sent.ok ? ok({ done: true as const }) : sent;
    }),
    setRush: station.practice.setRush.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? practice.setRush(input.on) : actor;
    }),
    setPaused: station.practice.setPaused.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? practice.setPaused(input.on) : actor;
    }),
    finding: station.practice.finding.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      if (!actor.ok) return actor;
      const task = deps.findTask(input.taskId);
      if (task === null) return fail(failure('task-not-found', { task: input.taskId }));
      if (task.stamps.signedAt === null) return fail(failure('finding-hidden'));
      return practice.finding(task.order.accessionNumber);
    }),
  };
}
