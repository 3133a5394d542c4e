/** ECGs that are no DICOM objects travel the whole line: dropped at the township, read, signed, home, acknowledged. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import type { FormatName } from '#shared/study/format.ts';
import type { Exam } from '../../practice/exam.ts';
import { holterDay } from '../builders/holter-day.ts';
import { aecgText, museText, type XmlEcgChoices } from '../builders/xml-ecgs.ts';
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

/** The exam's recording in another dialect, of the same patient, taken now. */
function rewrite(exam: Exam, text: (choices: XmlEcgChoices) => string): Buffer {
  const file = readEcgFile(exam.objects[0]?.bytes ?? new Uint8Array());
  if (!file.ok) throw new Error(file.failure.message);
  const [group] = file.value.waveform.groups;
  const { patient, accessionNumber } = exam.order;
  return Buffer.from(
    text({
      leads: group?.leads.map(({ name, samples }) => ({ name, samples: [...samples] })) ?? [],
      samplingHz: group?.samplingHz ?? 0,
      microvoltsPerLsb: group?.leads[0]?.microvoltsPerLsb ?? 0,
      patientName: patient.name,
      patientId: patient.id,
      sex: patient.sex === 'F' ? 'F' : 'M',
      birthDate: patient.birthDate,
      accessionNumber,
      acquiredAt: new Date(),
    }),
  );
}

function drop(name: string, bytes: Uint8Array): void {
  const watch = join(region.clinic.folder, 'watch');
  mkdirSync(watch, { recursive: true });
  const arriving = join(region.clinic.folder, `${name}.tmp`);
  writeFileSync(arriving, bytes);
  renameSync(arriving, join(watch, name));
}

/** The study a file became at the township: the line knows it by the UID made of its bytes. */
async function arrivalOf(exam: Exam, bytes: Uint8Array): Promise<Exam> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const arrived = await until('the arrival', async () =>
    (await unwrap(region.clinic.window.station.intake.arrivals())).find(
      (one) => one.devicePatient.id === exam.order.patient.id,
    ),
  );
  expect(arrived).toMatchObject({ kind: 'ecg', source: 'folder', instances: 1 });
  expect(arrived.studyInstanceUid).toMatch(/^2\.25\.\d{30,39}$/);
  const kept = await region.clinic.window.get(`/objects/${sha256}`);
  expect(Buffer.from(await kept.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
  return { ...exam, studyInstanceUid: arrived.studyInstanceUid };
}

async function joinByHand(exam: Exam): Promise<void> {
  const { intake } = region.clinic.window.station;
  const order = (await unwrap(intake.orders({ unjoinedOnly: true }))).find(
    (one) => one.accessionNumber === exam.order.accessionNumber,
  );
  if (order === undefined) throw new Error('no order');
  await unwrap(intake.join({ studyInstanceUid: exam.studyInstanceUid, orderId: order.orderId }));
}

/** What the township's report says, without blanks: pdftotext guesses them from distances. */
async function textOfReport(
  { reportId, version }: { readonly reportId: string; readonly version: number },
  name: string,
): Promise<string> {
  const answer = await until('the report at the township', async () => {
    const got = await region.clinic.window.get(`/reports/${reportId}/${version}.pdf`);
    return got.ok ? got : null;
  });
  const pdf = join(region.folder, `${name}.pdf`);
  writeFileSync(pdf, Buffer.from(await answer.arrayBuffer()));
  return execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).replace(/[ \n]/g, '');
}

async function readToTheEnd(exam: Exam, format: FormatName, bytes: Uint8Array): Promise<void> {
  const waiting = await taskInState(region.reader, exam, 'waiting');
  expect(waiting).toMatchObject({ kind: 'ecg', clock: { targetMs: 180_000 }, images: { received: 1 } });
  await claim(region.reader, exam);
  const { study } = await readWhole(region.reader, exam);
  const [instance] = study.series.flatMap((series) => series.instances);
  expect(instance).toMatchObject({ format, complete: true, size: bytes.length });
  // What the reader's window fetches are the cart's own bytes, and they draw as an ECG.
  const fetched = await region.reader.window.get(`/objects/${instance?.sha256}`);
  const read = readEcgFile(new Uint8Array(await fetched.arrayBuffer()));
  expect(read.ok && read.value.waveform.groups[0]?.leads.length).toBe(12);
  await write(region.reader, exam, `窦性心律 ${format}`);
  const signed = await sign(region.reader, exam);
  expect(signed.state).toBe('committed');
  await taskInState(region.clinic, exam, 'delivered');
  const [report] = await reportsAt(region.clinic, exam);
  expect(report).toMatchObject({ status: 'final', verified: true });
  const text = await textOfReport(signed, format);
  for (const lead of ['aVR', 'V1', 'V6', '25mm/s']) expect(text).toContain(lead);
  await acknowledge(region, exam);
  await taskInState(region.reader, exam, 'received');
}

describe('an ECG dropped into the watched folder', () => {
  it('as MUSE XML joins its order by accession number', async () => {
    const exam = examFor('line-muse');
    const bytes = rewrite(exam, museText);
    await placeOrder(region, exam);
    drop('ecg-muse.xml', bytes);
    await readToTheEnd(await arrivalOf(exam, bytes), 'muse-xml', bytes);
  }, 240_000);

  it('as aECG, which has no accession number, waits until a person joins it', async () => {
    const exam = examFor('line-aecg');
    const bytes = rewrite(exam, aecgText);
    drop('ecg-aecg.xml', bytes);
    const arrived = await arrivalOf(exam, bytes);
    await placeOrder(region, exam);
    await joinByHand(arrived);
    await readToTheEnd(arrived, 'hl7-aecg', bytes);
  }, 240_000);

  it('as a Holter of an hour is joined by hand, read in stretches, and its report prints strips', async () => {
    const exam = examFor('line-holter');
    const { bytes } = holterDay(1, exam.order.patient.id);
    drop('holter.ecg', bytes);
    const arrived = await arrivalOf(exam, bytes);
    await placeOrder(region, exam);
    await joinByHand(arrived);
    // The recorder knows the number alone: a person says that it is the same patient.
    const { taskId } = await taskInState(region.clinic, arrived);
    await unwrap(region.clinic.window.station.intake.settleIdentity({ taskId, same: true }));
    await taskInState(region.reader, arrived, 'waiting');
    await claim(region.reader, arrived);
    const { study } = await readWhole(region.reader, arrived);
    const sha256 = study.series[0]?.instances[0]?.sha256;
    const { window } = region.reader;
    const facts = await (await window.get(`/recordings/${sha256}`)).json();
    expect(facts).toMatchObject({ ok: true, value: { groups: [{ samplingHz: 200, sampleCount: 720_000 }] } });
    await until('the analysis', async () => {
      const answer = await window.get(`/recordings/${sha256}/analysis?group=0`);
      return answer.status === 200 ? answer : null;
    });
    await write(region.reader, arrived, '动态心电图:偶发室性早搏');
    const text = await textOfReport(await sign(region.reader, arrived), 'holter');
    for (const words of ['动态心电图片段', '全程1小时0分', '最长RR26', '最长室性连发5个心搏', '25mm/s'])
      expect(text).toContain(words);
    await acknowledge(region, arrived);
    await taskInState(region.reader, arrived, 'received');
  }, 240_000);

  it('a second time is the same instance; damaged it is refused in words', async () => {
    const exam = examFor('line-again');
    const bytes = rewrite(exam, museText);
    drop('once.xml', bytes);
    const arrived = await arrivalOf(exam, bytes);
    const answer = await region.clinic.window.post('/arrivals', Uint8Array.from(bytes), {
      'x-file-name': 'twice.xml',
    });
    expect(await answer.json()).toMatchObject({ ok: true });
    const all = await unwrap(region.clinic.window.station.intake.arrivals());
    expect(all.filter((one) => one.studyInstanceUid === arrived.studyInstanceUid)).toMatchObject([
      { instances: 1 },
    ]);
    drop('cut.xml', bytes.subarray(0, bytes.length / 2));
    const refused = await until('the refusal', async () =>
      (await unwrap(region.clinic.window.station.intake.refusals())).find((one) => one.name === 'cut.xml'),
    );
    expect(refused.failure.code).toBe('xml-damaged');
  }, 240_000);
});
