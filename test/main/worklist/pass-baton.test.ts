/** 转交 as two stations do it, each with its own disk, against a real exchange: what goes along, when, and what does not. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noFilters } from '#shared/ecg/filters/display-filters.ts';
import { type MarkEvent, noMarks } from '#shared/measure/marking.ts';
import type { EcgLying } from '#shared/study/baton.ts';
import type { Task } from '#shared/study/task.ts';
import type { Actor } from '../../../main/audit/actor.ts';
import { createAuditTrail } from '../../../main/audit/audit-trail.ts';
import { openStationDatabase } from '../../../main/database/open-database.ts';
import { createOwnMarks } from '../../../main/reading/own-marks.ts';
import { keepDraft, readDrafts, saveDraft } from '../../../main/reporting/save-draft.ts';
import { claimTask } from '../../../main/worklist/claim-task.ts';
import { createOwnClaims } from '../../../main/worklist/own-claims.ts';
import {
  listColleagues,
  offerBaton,
  type PassBatonDeps,
  receiveLoad,
  renewBaton,
  takeBaton,
} from '../../../main/worklist/pass-baton.ts';
import { createTaskReplica } from '../../../main/worklist/task-replica.ts';
import {
  addCast,
  type Cast,
  codeOf,
  sendWholeStudy,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';

let exchange: TestExchange;
let cast: Cast;
const closes: Array<() => void> = [];
let giver: Desk;
let taker: Desk;

beforeAll(async () => {
  exchange = await startTestExchange();
  cast = await addCast(exchange);
  giver = await sitDown(0);
  taker = await sitDown(1);
});
afterAll(async () => {
  for (const close of closes) close();
  await exchange?.stop();
});

interface Desk {
  readonly deps: PassBatonDeps;
  readonly actor: Actor;
  link: boolean;
  readonly write: (task: Task, impression: string, revision: number) => Promise<void>;
}

/** A station of its own folder, with a doctor of the cast at its window. */
async function sitDown(index: number): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-baton-'));
  const database = await valueIn(openStationDatabase(folder));
  closes.push(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });
  const { client } = cast.reader;
  const { name, secret: password } = cast.doctors[index] ?? cast.nurse;
  const { accessToken: token, member } = await valueIn(client.members.signIn({ name, password }));
  await valueIn(client.members.present(undefined, { context: { person: token } }));
  const now = exchange.clock.now;
  const onQueued = () => undefined;
  const audit = createAuditTrail({ database, now, stationId: () => null, onQueued });
  const claims = createOwnClaims(database);
  const actor = { member, token };
  const desk: Desk = {
    link: true,
    actor,
    deps: {
      client,
      audit,
      claims,
      replica: createTaskReplica(database),
      isLinked: () => desk.link,
      draftsOf: (taskId) => readDrafts(database, taskId),
      keepDraft: (draft) => keepDraft(database, draft),
      marks: createOwnMarks({ database, now }),
      renewed: new Map(),
    },
    write: async ({ taskId }, impression, revision) => {
      const content = { findings: '', impression, recommendation: '' };
      const claimOf = (id: string, memberId: string) => {
        const own = claims.of(id, memberId);
        return own && { claim: own.claim, current: own.claim };
      };
      await valueIn(
        saveDraft({ database, audit, now, claimOf, onQueued }, actor, { taskId, content, revision }),
      );
    },
  };
  return desk;
}

/** An ECG that the giver holds. */
async function held(): Promise<Task> {
  const { taskId } = await sendWholeStudy(cast.clinic, { kind: 'ecg' });
  return valueIn(claimTask(giver.deps, giver.actor, taskId));
}

const lyingOf = ({ studyInstanceUid }: Task, startSeconds: number): EcgLying => ({
  viewer: 'ecg',
  studyInstanceUid,
  settings: {
    layout: '6x2',
    speed: 50,
    gain: 20,
    mode: 'continuous',
    rhythmLead: 'II',
    order: 'standard',
    extraLeads: false,
    filters: { ...noFilters, notchHz: 50 },
    startSeconds,
    fit: false,
    theme: 'dark',
    tool: 'voltage',
  },
  calipers: [{ kind: 'time', id: 1, leadName: 'II', fromSample: 100, toSample: 300.5 }],
  nextCaliper: 2,
});
const keyImage = (sopInstanceUid: string): MarkEvent => ({
  do: 'key',
  on: true,
  image: { seriesInstanceUid: '1.2', sopInstanceUid, sopClassUid: '1.2.840.10008.5.1.4.1.1.2', frame: 1 },
});
const offer = ({ taskId }: Task, lying: EcgLying | null) =>
  offerBaton(giver.deps, giver.actor, { taskId, to: taker.actor.member.memberId, lying });
const take = ({ taskId, claim }: Task) => takeBaton(taker.deps, taker.actor, { taskId, claim });

test('what lies at the giver lies at the taker: sentence, marks, view, claim; asked for again, nothing is doubled', async () => {
  const task = await held();
  const { taskId, studyInstanceUid } = task;
  expect((await valueIn(listColleagues(giver.deps, giver.actor, taskId))).map(({ name }) => name)).toContain(
    taker.actor.member.name,
  );
  await giver.write(task, '窦性心律', 1);
  await giver.deps.marks.add(studyInstanceUid, giver.actor.member.memberId, [keyImage('1.2.1')]);
  const lying = lyingOf(task, 3.25);
  await valueIn(offer(task, lying));
  const taken = await valueIn(take(task));
  expect(taken).toMatchObject({ claim: 2, holder: { memberId: taker.actor.member.memberId } });
  const { memberId } = taker.actor.member;
  expect(taker.deps.claims.of(taskId, memberId)?.claim).toBe(2);
  const mine = () => taker.deps.draftsOf(taskId).filter((draft) => draft.memberId === memberId);
  expect(mine()).toMatchObject([{ claim: 2, content: { impression: '窦性心律' } }]);
  const marks = taker.deps.marks.find(studyInstanceUid, memberId);
  expect(marks).toEqual(giver.deps.marks.find(studyInstanceUid, giver.actor.member.memberId));
  // His window asks as it opens, and once more when it is loaded anew: he has gone on by then.
  await taker.deps.marks.add(studyInstanceUid, memberId, [keyImage('1.2.2')]);
  await taker.write(taken, '窦性心动过缓', 9);
  expect(await receiveLoad(taker.deps, taker.actor, taken)).toEqual(lying);
  expect(taker.deps.marks.find(studyInstanceUid, memberId)?.keyImages).toHaveLength(2);
  expect(mine()).toMatchObject([{ revision: 9, content: { impression: '窦性心动过缓' } }]);
  // Nothing comes to whoever does not hold it.
  expect(await receiveLoad(giver.deps, giver.actor, taken)).toBeNull();
});

test('what is marked and moved after it was held out goes along as it lies when it is taken', async () => {
  const task = await held();
  const { taskId, studyInstanceUid } = task;
  const { memberId } = giver.actor.member;
  await valueIn(offer(task, lyingOf(task, 0)));
  const renew = (lying: EcgLying | null) => renewBaton(giver.deps, giver.actor, { taskId, lying });
  await giver.deps.marks.add(studyInstanceUid, memberId, [keyImage('1.3.1')]);
  await valueIn(renew(lyingOf(task, 4)));
  giver.link = false;
  await giver.deps.marks.add(studyInstanceUid, memberId, [keyImage('1.3.2')]);
  expect(await codeOf(renew(lyingOf(task, 6)))).toBe('claim-needs-link');
  giver.link = true;
  // What failed is told with the next; a room that was left tells no view, and the last one stands.
  await valueIn(renew(lyingOf(task, 6)));
  await valueIn(renew(null));
  const taken = await valueIn(take(task));
  expect(await receiveLoad(taker.deps, taker.actor, taken)).toEqual(lyingOf(task, 6));
  const marks = taker.deps.marks.find(studyInstanceUid, taker.actor.member.memberId);
  expect(marks?.keyImages.map((image) => image.sopInstanceUid)).toEqual(['1.3.1', '1.3.2']);
  expect(await codeOf(renew(lyingOf(task, 8)))).toBe('baton-gone');
});

test('held out anew, the same view and marks are told again, whatever was told before', async () => {
  const task = await held();
  const { taskId, studyInstanceUid } = task;
  const renew = () => renewBaton(giver.deps, giver.actor, { taskId, lying: lyingOf(task, 2) });
  await valueIn(offer(task, lyingOf(task, 1)));
  await valueIn(renew());
  const given = { commandId: `again-${taskId}`.slice(0, 64), taskId, claim: 1, reason: '忙' };
  const person = { context: { person: taker.actor.token ?? '' } };
  await valueIn(taker.deps.client.tasks.declineBaton(given, person));
  expect(await codeOf(renew())).toBe('ok');
  await valueIn(offer(task, lyingOf(task, 1)));
  await valueIn(renew());
  const taken = await valueIn(take(task));
  expect(await receiveLoad(taker.deps, taker.actor, taken)).toEqual(lyingOf(task, 2));
  expect(taker.deps.marks.find(studyInstanceUid, taker.actor.member.memberId) ?? noMarks).toEqual(noMarks);
});

test('without a claim, a link or a valid sign-in nothing is held out', async () => {
  const task = await held();
  const { taskId } = task;
  const to = taker.actor.member.memberId;
  expect(await codeOf(offerBaton(taker.deps, taker.actor, { taskId, to, lying: null }))).toBe('claim-stale');
  expect(await codeOf(renewBaton(taker.deps, taker.actor, { taskId, lying: null }))).toBe('claim-stale');
  expect(await codeOf(renewBaton(giver.deps, giver.actor, { taskId, lying: null }))).toBe('baton-gone');
  giver.link = false;
  expect(await codeOf(offer(task, null))).toBe('claim-needs-link');
  expect(await codeOf(listColleagues(giver.deps, giver.actor, taskId))).toBe('claim-needs-link');
  giver.link = true;
  const unknown = { ...giver.actor, token: null };
  expect(await codeOf(offerBaton(giver.deps, unknown, { taskId, to, lying: null }))).toBe('token-expired');
  expect(await codeOf(renewBaton(giver.deps, unknown, { taskId, lying: null }))).toBe('token-expired');
});
