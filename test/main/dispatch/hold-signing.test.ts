/** Journey steps 3, 4 and 10: from the arrival of other bytes to the judgement nobody signs, at a real exchange. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '#shared/result.ts';
import type { VersionDifference } from '#shared/study/conflict.ts';
import type { Task } from '#shared/study/task.ts';
import { judgeDuplicates } from '../../../main/archive/judge-duplicates.ts';
import { createDepositRows, type DepositRows } from '../../../main/dispatch/deposit-rows.ts';
import { createHoldSigning, type HoldSigning } from '../../../main/dispatch/hold-signing.ts';
import { acceptArrival } from '../../../main/intake/accept-arrival.ts';
import {
  addCast,
  type Cast,
  claim,
  codeOf,
  makePen,
  sendWholeStudy,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';
import { type DataSetFacts, makeFacts, makeFile } from '../intake/rig/data-set.ts';
import { openTestStation, type TestStation, until } from '../intake/rig/test-station.ts';

describe('the hold of the signature', () => {
  let exchange: TestExchange;
  let cast: Cast;
  let station: TestStation;
  let rows: DepositRows;
  let hold: HoldSigning;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
  });
  afterAll(() => exchange.stop());
  beforeEach(async () => {
    station = await openTestStation();
    rows = createDepositRows(station.database);
    hold = createHoldSigning({ client: cast.clinic.client, rows });
    return () => station.close();
  });

  /** A task whose study lies at this station too, claimed by a doctor who has written his report. */
  async function readTask() {
    const waiting = await sendWholeStudy(cast.clinic, {});
    const [doctor] = cast.doctors;
    if (doctor === undefined) throw new Error('a doctor is needed');
    const pen = await makePen(exchange, doctor);
    const task = await valueIn(claim(pen.access, waiting.taskId));
    const { studyInstanceUid } = task;
    const facts = makeFacts({ studyInstanceUid, seriesInstanceUid: `${studyInstanceUid}.1` });
    await arrive(facts);
    await rows.sync(studyInstanceUid);
    await rows.rename(rows.ofStudy(studyInstanceUid)?.depositId ?? '', task.depositId);
    await rows.markOpened(task.depositId, null);
    return { pen, task, facts, report: await pen.write(task) };
  }

  async function arrive(facts: DataSetFacts): Promise<void> {
    const temporary = station.deps.store.openTemporary();
    await temporary.write(makeFile(facts));
    const provenance = { source: 'dicom', peer: 'CT1' } as const;
    const kept = await acceptArrival(station.deps, temporary, { name: 'test', provenance });
    if (!kept.ok) throw new Error(kept.failure.message);
  }

  async function conflictsOf(task: Task) {
    const tasks = await valueIn(cast.clinic.client.tasks.list({}));
    return tasks.find((one) => one.taskId === task.taskId)?.conflicts ?? [];
  }

  /** The judge of the station, with a verdict that comes when the test gives it. */
  function judge() {
    let give: (verdict: Result<VersionDifference[]>) => void = () => undefined;
    const verdict = new Promise<Result<VersionDifference[]>>((resolve) => {
      give = resolve;
    });
    const judged: string[] = [];
    const duplicates = judgeDuplicates({
      database: station.database,
      judge: () => verdict,
      now: Date.now,
      onJudged: (_uid, judgement) => judged.push(judgement),
      log: station.deps.log,
    });
    duplicates.wake();
    return { give, judged };
  }

  it('stands from the arrival until a harmless rewrite is known as one', async () => {
    const { pen, task, facts, report } = await readTask();
    await valueIn(hold(task.studyInstanceUid));
    expect(await conflictsOf(task)).toEqual([]);
    await arrive({ ...facts, fill: 201 });
    const { give, judged } = judge();
    await valueIn(hold(task.studyInstanceUid));
    expect(await conflictsOf(task)).toMatchObject([
      { sopInstanceUid: facts.sopInstanceUid, differs: [], settled: null },
    ]);
    expect(await codeOf(pen.accept(report))).toBe('identity-conflict');
    give({ ok: true, value: [] });
    await until(() => judged.length === 1);
    expect(judged).toEqual(['harmless']);
    expect(rows.unfinished()).toContain(task.studyInstanceUid);
    await valueIn(hold(task.studyInstanceUid));
    expect(await conflictsOf(task)).toEqual([]);
    expect((await valueIn(pen.accept(report))).summary.adopted).toBe(true);
  });

  it('goes on after a conflict was found, until the exchange was told what differs', async () => {
    const { pen, task, facts, report } = await readTask();
    await arrive({ ...facts, fill: 202 });
    expect(rows.withUnjudged()).toContain(task.studyInstanceUid);
    const { give, judged } = judge();
    await valueIn(hold(task.studyInstanceUid));
    give({ ok: true, value: [{ field: 'pixels', kept: 'a', other: 'b' }] });
    await until(() => judged.length === 1);
    await valueIn(hold(task.studyInstanceUid));
    expect(await codeOf(pen.accept(report))).toBe('identity-conflict');
    expect(await conflictsOf(task)).toHaveLength(1);
    await rows.sync(task.studyInstanceUid);
    const objects = rows.objects(task.depositId);
    await rows.markAnnounced(task.depositId, objects, new Set());
    expect(rows.unjudged(task.studyInstanceUid)).toEqual([]);
  });

  it('is told once more when the link was down, and never for a deposit that the exchange does not have', async () => {
    const { task, facts } = await readTask();
    await arrive({ ...facts, fill: 203 });
    const cut = createHoldSigning({
      client: exchange.as(randomUUID()).client,
      rows,
    });
    expect((await cut(task.studyInstanceUid)).ok).toBe(false);
    expect(rows.ofStudy(task.studyInstanceUid)?.judging).toBe('[]');
    await valueIn(hold(task.studyInstanceUid));
    expect(rows.ofStudy(task.studyInstanceUid)?.judging).toContain(facts.sopInstanceUid);
    const other = makeFacts({ studyInstanceUid: '1.2.3.77', seriesInstanceUid: '1.2.3.77.1' });
    await arrive(other);
    await arrive({ ...other, fill: 204 });
    await rows.sync(other.studyInstanceUid);
    await rows.change(rows.ofStudy(other.studyInstanceUid)?.depositId ?? '', { opened: 0 });
    expect(await hold(other.studyInstanceUid)).toMatchObject({ ok: true });
    expect(rows.unjudged(other.studyInstanceUid)).toHaveLength(1);
    expect(rows.ofStudy(other.studyInstanceUid)?.judging).toBe('[]');
  });
});
