/** The whole line: a DCMTK push at the township becomes a signed, verified, acknowledged report, every stamp in order. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateExam } from '../../practice/generate-exam.ts';
import { runCommand } from '../rig/program.ts';
import { pinOf, placeOrder, pushWithDcmtk, type Region, startRegion, taskInState } from '../rig/region.ts';
import { until, unwrap } from '../rig/window-client.ts';

let region: Region;
beforeAll(async () => {
  region = await startRegion();
}, 240_000);
afterAll(async () => {
  await region?.stop();
});

describe.each([
  { kind: 'us' as const, status: 'final' as const },
  { kind: 'ecg' as const, status: 'final' as const },
])('a $kind exam', ({ kind }) => {
  it('travels from storescu to an acknowledged report', async () => {
    const exam = generateExam({ seed: `whole-line-${kind}`, kind, now: new Date() });
    await placeOrder(region, exam);
    await pushWithDcmtk(region, exam);

    const waiting = await taskInState(region.reader, exam, 'waiting');
    expect(waiting.images).toMatchObject({
      received: exam.objects.length,
      expected: exam.objects.length,
      incomplete: false,
    });
    expect(waiting.clock.targetMs).toBe(kind === 'ecg' ? 180_000 : 480_000);
    expect(waiting.order.patient.name).toBe(exam.order.patient.name);

    const { station } = region.reader.window;
    const claimed = await unwrap(station.worklist.claim({ taskId: waiting.taskId }));
    expect(claimed).toMatchObject({ state: 'reading', claim: 1 });
    const opened = await until('the study', async () => {
      const answer = await unwrap(station.reading.open({ taskId: waiting.taskId }));
      const instances = answer.study.series.flatMap((series) => series.instances);
      return instances.length === exam.objects.length && instances.every((instance) => instance.held)
        ? answer
        : null;
    });
    for (const instance of opened.study.series.flatMap((series) => series.instances)) {
      const bytes = new Uint8Array(
        await (await region.reader.window.get(`/objects/${instance.sha256}`)).arrayBuffer(),
      );
      expect(bytes.length).toBe(instance.size);
    }
    await unwrap(
      station.reading.markShown({
        taskId: waiting.taskId,
        sopInstanceUids: opened.study.series.flatMap((series) =>
          series.instances.map((one) => one.sopInstanceUid),
        ),
      }),
    );

    const content = { findings: '所见如常。', impression: `诊断意见 ${kind}`, recommendation: '' };
    await unwrap(station.reporting.saveDraft({ taskId: waiting.taskId, content, revision: 1 }));
    const facts = await unwrap(
      station.signing.prepare({ taskId: waiting.taskId, openStudies: [exam.studyInstanceUid] }),
    );
    expect(facts.patient).toEqual(exam.order.patient);
    expect(facts.blocks).toEqual([]);
    expect(facts.credential).toBe('pin');
    const signed = await unwrap(
      station.signing.sign({
        taskId: waiting.taskId,
        status: 'final',
        secret: pinOf,
        openStudies: [exam.studyInstanceUid],
      }),
    );
    expect(signed.state).toBe('committed');

    await taskInState(region.clinic, exam, 'delivered');
    const township = region.clinic.window;
    const [stored] = await unwrap(township.station.dispatch.reports({ taskId: waiting.taskId }));
    if (!stored) throw new Error('no report came home');
    expect(stored).toMatchObject({ verified: true, adopted: true, status: 'final' });
    expect(stored.report.content).toEqual(content);
    expect(stored.report.patient).toEqual(exam.order.patient);
    const pdf = Buffer.from(
      await (await township.get(`/reports/${signed.reportId}/${signed.version}.pdf`)).arrayBuffer(),
    );
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');

    // Anyone can verify the report without the network.
    const file = join(region.folder, `${kind}.json`);
    writeFileSync(file, JSON.stringify(stored.report));
    const ca = join(region.folder, 'ca.pem');
    const info = await unwrap(township.station.session.station());
    writeFileSync(ca, info.region?.caCertificate ?? '');
    const verified = await runCommand(['verify', file, '--ca', ca, '--json']);
    expect(verified.lines[0]).toMatchObject({
      ok: true,
      signer: region.doctor.name,
      studyInstanceUid: exam.studyInstanceUid,
      imageSetSha256: stored.report.imageSetSha256,
      trusted: true,
    });
    const altered = { ...stored.report, content: { ...content, impression: '另一份' } };
    writeFileSync(file, JSON.stringify(altered));
    expect((await runCommand(['verify', file, '--ca', ca, '--json'])).lines[0]).toMatchObject({ ok: false });

    await unwrap(
      township.station.dispatch.acknowledge({ reportId: stored.reportId, version: stored.version }),
    );
    const received = await taskInState(region.reader, exam, 'received');
    const { firstByteAt, openedAt, claimedAt, signedAt, deliveredAt, receivedAt } = received.stamps;
    const stamps = [firstByteAt, openedAt, claimedAt, signedAt, deliveredAt, receivedAt];
    expect(stamps.every((stamp) => typeof stamp === 'number')).toBe(true);
    expect([...stamps].sort((a, b) => Number(a) - Number(b))).toEqual(stamps);
    expect(received.clock.startedAt).toBe(openedAt);
    expect(received.clock.stoppedAt).toBe(signedAt);
  }, 240_000);
});
