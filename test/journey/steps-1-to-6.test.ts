/** Steps 1 to 6: from a device's push to a task in the reader's list, one test for each row of docs/journey.md. */
import { createHash } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bringToWaiting, examFor } from '../rig/line.ts';
import { placeOrder, pushWithDcmtk, type Region, startRegion, taskInState } from '../rig/region.ts';
import { until, unwrap } from '../rig/window-client.ts';

let region: Region;
beforeAll(async () => {
  region = await startRegion();
}, 240_000);
afterAll(async () => {
  await region?.stop();
});

const arrivals = () => unwrap(region.clinic.window.station.intake.arrivals());
const refusals = () => unwrap(region.clinic.window.station.intake.refusals());

describe('step 1: a device pushes to the township', () => {
  it('by association, by watched folder, and by file', async () => {
    const [pushed, dropped, given] = ['push', 'folder', 'file'].map((way) => examFor(`step-1-${way}`));
    if (!pushed || !dropped || !given) throw new Error('three exams');
    await pushWithDcmtk(region, pushed);
    const partial = join(region.clinic.folder, 'arriving.tmp');
    writeFileSync(partial, dropped.objects[0]?.bytes ?? '');
    renameSync(partial, join(region.clinic.folder, 'watch', 'ecg.dcm'));
    const bytes = given.objects[0]?.bytes ?? new Uint8Array();
    const answer = await region.clinic.window.post('/arrivals', bytes, { 'x-file-name': 'ecg.dcm' });
    expect(await answer.json()).toMatchObject({ ok: true });
    for (const [exam, source] of [
      [pushed, 'dicom'],
      [dropped, 'folder'],
      [given, 'file'],
    ] as const) {
      const study = await until(`arrival by ${source}`, async () =>
        (await arrivals()).find((one) => one.studyInstanceUid === exam.studyInstanceUid),
      );
      expect(study).toMatchObject({ source, instances: 1, order: null });
      expect(study.devicePatient.name).toBe(exam.order.patient.name);
    }
  });
});

describe('step 2: it is recognised, or refused with a reason', () => {
  it('names what is wrong and what to do, and keeps nothing half', async () => {
    const before = (await arrivals()).length;
    const answer = await region.clinic.window.post('/arrivals', new TextEncoder().encode('no image at all'), {
      'x-file-name': encodeURIComponent('病历.txt'),
    });
    expect(await answer.json()).toMatchObject({ ok: false, failure: { code: 'format-unknown' } });
    const refused = await until('the refusal', async () =>
      (await refusals()).find((one) => one.name === '病历.txt'),
    );
    expect(refused.failure.message.length).toBeGreaterThan(4);
    expect(refused.failure.remedy.length).toBeGreaterThan(4);
    expect((await arrivals()).length).toBe(before);
  });

  it('refuses a truncated object and lives on', async () => {
    const exam = examFor('step-2-cut');
    const cut = exam.objects[0]?.bytes.slice(0, 400) ?? new Uint8Array();
    const answer = await region.clinic.window.post('/arrivals', cut, { 'x-file-name': 'cut.dcm' });
    expect(await answer.json()).toMatchObject({ ok: false });
    expect(await region.clinic.window.station.session.current()).toMatchObject({ ok: true });
  });
});

describe('step 3: bytes and index are kept together', () => {
  it('holds every acknowledged byte after kill -9, exactly as it was given', async () => {
    const exam = examFor('step-3');
    const bytes = exam.objects[0]?.bytes ?? new Uint8Array();
    const answer = await region.clinic.window.post('/arrivals', bytes, { 'x-file-name': 'kept.dcm' });
    expect(await answer.json()).toMatchObject({ ok: true });
    await region.clinic.crash();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const kept = new Uint8Array(await (await region.clinic.window.get(`/objects/${sha256}`)).arrayBuffer());
    expect(createHash('sha256').update(kept).digest('hex')).toBe(sha256);
  });
});

describe('steps 4 and 5: the study is deposited, and a task opens when all of it is there', () => {
  it('shows n/m while it arrives, and starts the clock with the last object', async () => {
    const exam = examFor('step-4', 'mr');
    const count = exam.objects.length;
    await placeOrder(region, exam);
    await pushWithDcmtk(region, exam, 0, count - 5);
    const arriving = await until('n of m', async () => {
      const task = await taskInState(region.reader, exam, 'arriving');
      return task.images.received === count - 5 ? task : null;
    });
    expect(arriving.images.expected).toBe(count);
    expect(arriving.clock.startedAt).toBeNull();
    expect(arriving.stamps.firstByteAt).not.toBeNull();
    await pushWithDcmtk(region, exam, count - 5);
    const waiting = await taskInState(region.reader, exam, 'waiting');
    expect(waiting.images).toMatchObject({ received: count, expected: count, incomplete: false });
    expect(waiting.clock.startedAt).toBe(waiting.stamps.openedAt);
    expect(waiting.clock.deadline).toBe(Number(waiting.stamps.openedAt) + 480_000);
  }, 240_000);

  it('never takes fewer than the order asked for as whole: the township sends it incomplete, with a reason', async () => {
    const exam = examFor('step-5-short', 'mr');
    const count = exam.objects.length;
    await placeOrder(region, exam, { urgency: 'routine' });
    await pushWithDcmtk(region, exam, 0, count - 3);
    const { station } = region.clinic.window;
    const short = await until('the short deposit', async () => {
      const task = await taskInState(region.clinic, exam, 'arriving');
      return task.images.received === count - 3 ? task : null;
    });
    await unwrap(station.intake.sendNow({ studyInstanceUid: exam.studyInstanceUid }));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await taskInState(region.reader, exam)).state).toBe('arriving');
    expect(short.images.expected).toBe(count);
    await unwrap(
      station.intake.sendIncomplete({ studyInstanceUid: exam.studyInstanceUid, reason: '设备故障,无法补齐' }),
    );
    const waiting = await taskInState(region.reader, exam, 'waiting');
    expect(waiting.images).toMatchObject({
      received: count - 3,
      expected: count,
      incomplete: true,
      incompleteReason: '设备故障,无法补齐',
    });
  }, 240_000);

  it('joins by hand at the township when the accession number does not fit', async () => {
    const exam = examFor('step-5-by-hand');
    await placeOrder(region, exam, { accessionNumber: 'OTHER-1' });
    await pushWithDcmtk(region, exam);
    const { station } = region.clinic.window;
    const study = await until('the unjoined study', async () =>
      (await arrivals()).find((one) => one.studyInstanceUid === exam.studyInstanceUid && one.order === null),
    );
    const order = (await unwrap(station.intake.orders({ unjoinedOnly: true }))).find(
      (one) => one.accessionNumber === 'OTHER-1',
    );
    if (!order) throw new Error('the order is not listed');
    await unwrap(station.intake.join({ studyInstanceUid: study.studyInstanceUid, orderId: order.orderId }));
    const task = await taskInState(region.reader, exam, 'waiting');
    expect(task.orderId).toBe(order.orderId);
  });
});

describe('step 6: reader stations hear of it and fetch it ahead of need', () => {
  it('holds the whole study before anyone has claimed it', async () => {
    const exam = examFor('step-6');
    const waiting = await bringToWaiting(region, exam);
    const held = await until('the prefetch', async () => {
      const task = await unwrap(region.reader.window.station.worklist.get({ taskId: waiting.taskId }));
      return task.held.objects === task.held.of && task.held.of > 0 ? task : null;
    });
    expect(held.state).toBe('waiting');
  });

  it('finds by name, pinyin initials and id', async () => {
    const exam = examFor('step-6-search');
    const waiting = await bringToWaiting(region, exam);
    const { station } = region.reader.window;
    for (const search of [exam.order.patient.name, waiting.pinyin.initials, exam.order.patient.id]) {
      const found = await unwrap(station.worklist.list({ tab: 'waiting', search }));
      expect(
        found.tasks.map((task) => task.taskId),
        search,
      ).toContain(waiting.taskId);
    }
  });

  it('misses nothing that happened while the reader was down', async () => {
    await region.reader.program.kill();
    const exam = examFor('step-6-down');
    await placeOrder(region, exam);
    await pushWithDcmtk(region, exam);
    await taskInState(region.clinic, exam, 'waiting');
    await region.reader.start();
    await taskInState(region.reader, exam, 'waiting');
  }, 240_000);
});
