/** Acts of the straight line, so that a test of one step can bring a study to where that step begins. */

import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exam, ExamKind } from '../../practice/exam.ts';
import { generateExam } from '../../practice/generate-exam.ts';
import type { Person, Region, StationRig } from './region.ts';
import { pinOf, placeOrder, pushWithDcmtk, taskInState } from './region.ts';
import { until, unwrap } from './window-client.ts';

/** An exam of its own for a test. ECGs are small; use them where the kind does not matter. */
export function examFor(test: string, kind: ExamKind = 'ecg'): Exam {
  return generateExam({ seed: test, kind, now: new Date() });
}

/** Order placed, objects pushed, task waiting in the reader's list. */
export async function bringToWaiting(region: Region, exam: Exam) {
  await placeOrder(region, exam);
  await pushWithDcmtk(region, exam);
  return taskInState(region.reader, exam, 'waiting');
}

/** A recorder's file of the patient in the township's watched folder, joined to the order by a person, waiting in the reader's list. */
export async function bringRecordingToWaiting(region: Region, exam: Exam, bytes: Uint8Array) {
  const { intake } = region.clinic.window.station;
  const whole = join(region.clinic.folder, 'recording.tmp');
  writeFileSync(whole, bytes);
  renameSync(whole, join(region.clinic.folder, 'watch', 'recording.ecg'));
  const { studyInstanceUid } = await until('the arrival', async () =>
    (await unwrap(intake.arrivals())).find((one) => one.devicePatient.id === exam.order.patient.id),
  );
  await placeOrder(region, exam);
  const { accessionNumber } = exam.order;
  const order = await until('the order', async () =>
    (await unwrap(intake.orders({ unjoinedOnly: true }))).find(
      (one) => one.accessionNumber === accessionNumber,
    ),
  );
  await unwrap(intake.join({ studyInstanceUid, orderId: order.orderId }));
  const arrived = { ...exam, studyInstanceUid };
  // The recorder knows the number alone: a person says that it is the same patient.
  const { taskId } = await taskInState(region.clinic, arrived);
  await unwrap(intake.settleIdentity({ taskId, same: true }));
  return { exam: arrived, task: await taskInState(region.reader, arrived, 'waiting') };
}

export async function claim(station: StationRig, exam: Exam) {
  const task = await taskInState(station, exam);
  return unwrap(station.window.station.worklist.claim({ taskId: task.taskId }));
}

/** The whole study in the station's vault, and marked as shown. */
export async function readWhole(station: StationRig, exam: Exam) {
  const { taskId } = await taskInState(station, exam);
  const reading = station.window.station.reading;
  const opened = await until('the whole study', async () => {
    const answer = await unwrap(reading.open({ taskId }));
    const instances = answer.study.series.flatMap((series) => series.instances);
    return instances.length > 0 && instances.every((instance) => instance.held) ? answer : null;
  });
  const sopInstanceUids = opened.study.series.flatMap((series) =>
    series.instances.map((one) => one.sopInstanceUid),
  );
  await unwrap(reading.markShown({ taskId, sopInstanceUids }));
  return opened;
}

export async function write(station: StationRig, exam: Exam, impression: string, revision = 1) {
  const { taskId } = await taskInState(station, exam);
  const content = { findings: `所见:${impression}`, impression, recommendation: '' };
  return unwrap(station.window.station.reporting.saveDraft({ taskId, content, revision }));
}

/** Signs; what the machine called critical is rejected first, as a doctor would have answered it one way or the other. */
export async function sign(station: StationRig, exam: Exam, status: 'preliminary' | 'final' = 'final') {
  const { taskId } = await taskInState(station, exam);
  const { reading, signing } = station.window.station;
  const openStudies = [exam.studyInstanceUid];
  const answerAndSign = async () => {
    await reading.judgeCritical({ taskId, verdict: 'rejected' });
    return signing.sign({ taskId, status, secret: pinOf, openStudies });
  };
  const signed = await answerAndSign();
  // A township that was killed calls late: what it calls between answer and signature blocks, and is answered then.
  const calledLate = !signed.ok && JSON.stringify(signed.failure).includes('critical-unjudged');
  return unwrap(calledLate ? answerAndSign() : Promise.resolve(signed));
}

/** Claim, look, write, sign: the reader's part of the line. */
export async function readAndSign(station: StationRig, exam: Exam, impression: string) {
  await claim(station, exam);
  await readWhole(station, exam);
  await write(station, exam, impression);
  return sign(station, exam);
}

/** The reports of an exam as a station keeps them. */
export async function reportsAt(station: StationRig, exam: Exam) {
  const { taskId } = await taskInState(station, exam);
  return unwrap(station.window.station.dispatch.reports({ taskId }));
}

export async function acknowledge(region: Region, exam: Exam): Promise<void> {
  await taskInState(region.clinic, exam, 'delivered');
  const report = (await reportsAt(region.clinic, exam)).find((one) => one.adopted && one.status === 'final');
  if (!report) throw new Error('no final report at the township');
  await unwrap(
    region.clinic.window.station.dispatch.acknowledge({ reportId: report.reportId, version: report.version }),
  );
}

export type { Person };
