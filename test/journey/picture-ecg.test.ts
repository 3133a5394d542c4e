/** A picture of an ECG travels the whole line: kept as a document, offered as an ECG by a person, read, signed, home. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exam } from '../../practice/exam.ts';
import { ecgPdf, ecgPng } from '../builders/pictures.ts';
import { acknowledge, claim, examFor, readWhole, reportsAt, sign, write } from '../rig/line.ts';
import { placeOrder, type Region, startRegion, taskInState } from '../rig/region.ts';
import { until, unwrap } from '../rig/window-client.ts';

let region: Region;
beforeAll(async () => {
  region = await startRegion();
}, 240_000);
afterAll(async () => {
  await region?.stop();
});

async function arrived(format: string) {
  const { station } = region.clinic.window;
  return until(`the ${format}`, async () =>
    (await unwrap(station.intake.arrivals())).find((one) => one.kind === 'document' && one.order === null),
  );
}

/** From a document under 到检 to a report that was opened at home; answers the report's PDF. */
async function readToTheEnd(exam: Exam, studyInstanceUid: string): Promise<string> {
  const { intake } = region.clinic.window.station;
  await placeOrder(region, exam);
  const before = await unwrap(intake.arrivals());
  expect(before.find((one) => one.studyInstanceUid === studyInstanceUid)?.deposit ?? null).toMatchObject({
    taskId: null,
  });
  await unwrap(intake.offerAsEcg({ studyInstanceUid }));
  await unwrap(intake.offerAsEcg({ studyInstanceUid }));
  const order = (await unwrap(intake.orders({ unjoinedOnly: true }))).find(
    (one) => one.accessionNumber === exam.order.accessionNumber,
  );
  if (order === undefined) throw new Error('no order');
  await unwrap(intake.join({ studyInstanceUid, orderId: order.orderId }));
  const own = { ...exam, studyInstanceUid };
  const waiting = await taskInState(region.reader, own, 'waiting');
  expect(waiting).toMatchObject({
    kind: 'ecg',
    modality: 'ECG',
    picture: true,
    clock: { targetMs: 180_000, stopsAt: 'preliminary' },
    images: { received: 1, expected: 1 },
    identity: { settled: true },
  });
  await claim(region.reader, own);
  const { study } = await readWhole(region.reader, own);
  expect(study).toMatchObject({ kind: 'ecg', picture: true });
  await write(region.reader, own, '窦性心律');
  const signed = await sign(region.reader, own);
  expect(signed.state).toBe('committed');
  await taskInState(region.clinic, own, 'delivered');
  const [report] = await reportsAt(region.clinic, own);
  expect(report).toMatchObject({ status: 'final', verified: true });
  expect(report?.report.limits).toEqual([{ code: 'picture-only', text: '图片心电图,不可自动测量' }]);
  const answer = await region.clinic.window.get(`/reports/${signed.reportId}/${signed.version}.pdf`);
  const path = join(region.folder, `${studyInstanceUid.slice(-12)}.pdf`);
  writeFileSync(path, Buffer.from(await answer.arrayBuffer()));
  await acknowledge(region, own);
  await taskInState(region.reader, own, 'received');
  return path;
}

const textOf = (pdf: string): string =>
  execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).replaceAll(' ', '');

describe('a picture of an ECG', () => {
  it('as PNG from the watched folder', async () => {
    const watch = join(region.clinic.folder, 'watch');
    mkdirSync(watch, { recursive: true });
    const bytes = ecgPng();
    writeFileSync(join(region.clinic.folder, 'photo.tmp'), bytes);
    renameSync(join(region.clinic.folder, 'photo.tmp'), join(watch, 'photo.png'));
    const document = await arrived('PNG');
    expect(document).toMatchObject({
      source: 'folder',
      instances: 1,
      devicePatient: { name: '' },
      description: 'photo.png',
    });
    expect(document.studyInstanceUid).toMatch(/^2\.25\.\d{30,39}$/);
    const pdf = await readToTheEnd(examFor('picture-png'), document.studyInstanceUid);
    expect(textOf(pdf)).toContain('图片心电图,不可自动测量');
    const images = execFileSync('pdfimages', ['-list', pdf], { encoding: 'utf8' });
    expect(images).toMatch(/1200\s+800/);
  }, 240_000);

  it('as a PDF of two pages given by hand', async () => {
    const answer = await region.clinic.window.post('/arrivals', await ecgPdf(2, 'app.alert(1)'), {
      'x-file-name': 'cart.pdf',
    });
    expect(await answer.json()).toMatchObject({ ok: true });
    const document = await arrived('PDF');
    const pdf = await readToTheEnd(examFor('picture-pdf'), document.studyInstanceUid);
    const text = textOf(pdf);
    expect(text).toContain('PAPERECGpage1');
    expect(text).toContain('PAPERECGpage2');
    expect(text).toContain('图片心电图,不可自动测量');
    const inside = execFileSync('strings', [pdf], { encoding: 'utf8' });
    expect(inside).not.toMatch(/JavaScript|app\.alert/);
  }, 240_000);

  it('damaged or too large is refused in words', async () => {
    const post = async (bytes: Uint8Array<ArrayBuffer>) =>
      (await region.clinic.window.post('/arrivals', bytes, { 'x-file-name': 'x.png' })).json();
    const huge = ecgPng(40, 40, 1);
    new DataView(huge.buffer).setUint32(16, 60_000);
    new DataView(huge.buffer).setUint32(20, 60_000);
    expect(await post(huge)).toMatchObject({ ok: false, failure: { code: 'picture-too-large' } });
    expect(await post(ecgPng(40, 40, 2).slice(0, 20))).toMatchObject({
      ok: false,
      failure: { code: 'picture-damaged' },
    });
  }, 60_000);
});
