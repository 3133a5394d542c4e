/** Journey steps 3 to 10: a device sends one image twice with different contents; a person at the township decides. */
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IdentityConflict } from '#shared/study/conflict.ts';
import { bringToWaiting, claim, examFor, readWhole, sign, write } from '../rig/line.ts';
import { otherVersionOf } from '../rig/other-version.ts';
import { pinOf, pushWithDcmtk, type Region, startRegion, taskInState } from '../rig/region.ts';
import { startTcpProxy, type TcpProxy } from '../rig/tcp-proxy.ts';
import { until, unwrap } from '../rig/window-client.ts';

describe('one image with two contents', () => {
  let region: Region;
  let proxy: TcpProxy;
  beforeAll(async () => {
    region = await startRegion({
      throughProxy: async (address) => {
        proxy = await startTcpProxy(address);
        return proxy.address;
      },
    });
  }, 240_000);
  afterAll(async () => {
    await region?.stop();
    await proxy?.stop();
  });

  /** The conflicts of a task in all events that named any, in their order. */
  function toldConflicts(taskId: string): IdentityConflict[][] {
    const sqlite = new Sqlite(join(region.folder, 'exchange', 'exchange.sqlite'), { readonly: true });
    const changes = sqlite.prepare('SELECT change FROM event ORDER BY seq').pluck().all() as string[];
    sqlite.close();
    return changes
      .filter((change) => change.includes(taskId) && change.includes('"conflicts"'))
      .map((change) => (JSON.parse(change) as { task: { conflicts: IdentityConflict[] } }).task.conflicts);
  }

  it('keeps a harmless rewrite quietly: nothing stays flagged, nothing is sent', async () => {
    const exam = examFor('rewritten', 'us');
    await bringToWaiting(region, exam);
    const before = await taskInState(region.reader, exam);
    await pushWithDcmtk(region, otherVersionOf(exam, 'station'));
    await until('the quiet mark', async () => {
      const arrivals = await unwrap(region.clinic.window.station.intake.arrivals());
      const study = arrivals.find((one) => one.studyInstanceUid === exam.studyInstanceUid);
      return study?.duplicates?.harmless === 1 && study.duplicates.conflicts === 0;
    });
    // While it was compared nobody could have signed: the exchange was told at its arrival, and again after the comparison.
    await until('the end of the hold', async () => toldConflicts(before.taskId).at(-1)?.length === 0);
    expect(toldConflicts(before.taskId).some((told) => told[0]?.differs.length === 0)).toBe(true);
    const after = await until('the reader', async () => {
      const task = await taskInState(region.reader, exam);
      return (task.conflicts ?? []).length === 0 ? task : null;
    });
    expect(after.images).toEqual(before.images);
  }, 240_000);

  it('flags a conflict at both ends through a kill and a cut, and signs only what was chosen', async () => {
    const exam = examFor('conflict', 'us');
    await bringToWaiting(region, exam);
    await claim(region.reader, exam);
    await readWhole(region.reader, exam);
    await write(region.reader, exam, '胆囊结石');
    // The link is down when it comes, and the station dies before it may have been judged.
    proxy.cut();
    await pushWithDcmtk(region, otherVersionOf(exam, 'patient'));
    await region.clinic.crash();
    proxy.restore();
    const flagged = (station: Region['reader']) =>
      until('the conflict', async () => {
        const task = await taskInState(station, exam);
        // Held first, then compared.
        const [conflict] = task.conflicts ?? [];
        return conflict !== undefined && conflict.differs.length > 0 ? task : null;
      });
    const atReader = await flagged(region.reader);
    await flagged(region.clinic);
    expect(atReader.conflicts?.[0]?.differs.map((one) => one.field)).toEqual(['patientId']);

    const { taskId } = atReader;
    const openStudies = [exam.studyInstanceUid];
    const facts = await unwrap(region.reader.window.station.signing.prepare({ taskId, openStudies }));
    expect(facts.blocks).toContainEqual({ code: 'identity-conflict', passable: false });
    const refused = await region.reader.window.station.signing.sign({
      taskId,
      status: 'final',
      secret: pinOf,
      passed: [{ code: 'other', text: 'x' }],
      openStudies,
    });
    expect(refused).toMatchObject({ ok: false, failure: { code: 'identity-conflict' } });

    const [conflict] = atReader.conflicts ?? [];
    if (conflict === undefined) throw new Error('no conflict');
    const { sopInstanceUid, otherSha256: sha256 } = conflict;
    const reason = '设备上已更正患者信息';
    await until('the second version at the exchange', async () => {
      const { intake } = region.clinic.window.station;
      return (await intake.settleConflict({ taskId, sopInstanceUid, sha256, reason })).ok;
    });
    const read = await until('the chosen version at the reader', async () => {
      const opened = await readWhole(region.reader, exam);
      const instances = opened.study.series.flatMap((series) => series.instances);
      return instances.find((one) => one.sopInstanceUid === sopInstanceUid)?.sha256 === sha256
        ? opened
        : null;
    });
    expect(read.task.conflicts?.[0]?.settled).toMatchObject({ sha256, reason });
    expect((await sign(region.reader, exam)).state).toBe('committed');
    await taskInState(region.clinic, exam, 'delivered');
  }, 240_000);
});
