/** `yuanzhen acknowledge TASK`: the township fetches and verifies the report, and a named person signs for it. */
import { createHash, randomUUID } from 'node:crypto';
import type { KeptReport } from '#shared/contract/exchange/reports.ts';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { MemberId, TaskId } from '#shared/study/ids.ts';
import { verifySignature } from '../../exchange/reports/verify-signature.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';
import { answer, refuse } from '../exchange/answer.ts';
import { openSession, type Session } from '../exchange/open-session.ts';
import { saveReport } from '../exchange/save-report.ts';

/** T is a clinic person's; a station's or site's needs `--member ID` to say who opened it. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const session = openSession(args, io, {
    options: { member: { type: 'string' }, save: { type: 'string' } },
    positionals: { least: 1, most: 1, name: 'TASK' },
  });
  if (!session.ok) return refuse(io, session.failure, args.includes('--json'));
  const { json, positionals } = session.value;
  const taskId = positionals[0] as TaskId;
  const done = await acknowledge(session.value, taskId);
  if (!done.ok) return refuse(io, done.failure, json, { taskId });
  answer(io, json, { ok: true, ...done.value }, `${taskId}\t${done.value.state}`);
  return exitCodes.well;
}

async function acknowledge({ access, text }: Session, taskId: TaskId) {
  const { client } = access;
  const who = await client.members.whoAmI();
  if (!who.ok) return who;
  const { member, region } = who.value;
  const memberId = member.type === 'person' ? member.memberId : text('member');
  if (memberId === undefined) return fail(failure('usage', { detail: '--member' }));
  const kept = await client.reports.list({ taskId });
  if (!kept.ok) return kept;
  const newest = kept.value.filter((one) => one.adopted).at(-1);
  if (newest === undefined) return fail(failure('report-not-found', { report: taskId }));
  const pdf = await fetchVerified(access, newest, region.caCertificate);
  if (!pdf.ok) return pdf;
  const { reportId, version, report } = newest;
  const delivered = await client.reports.confirmDelivery({
    commandId: randomUUID(),
    reportId,
    version,
    pdfSha256: report.pdfSha256,
  });
  if (!delivered.ok) return delivered;
  const { now } = await client.feed.time();
  const received = await client.reports.acknowledge({
    commandId: randomUUID(),
    reportId,
    version,
    memberId: memberId as MemberId,
    openedAt: now,
  });
  if (!received.ok) return received;
  const folder = text('save');
  const saved = folder === undefined ? {} : { saved: await saveReport(folder, report, pdf.value) };
  const { state, stamps } = received.value;
  return ok({
    taskId,
    reportId,
    version,
    status: report.status,
    state,
    receivedAt: stamps.receivedAt,
    ...saved,
  });
}

/** The PDF whose hash the signature covers. Fails with hash-mismatch or what is wrong with the signature. */
async function fetchVerified(
  access: Session['access'],
  { report }: KeptReport,
  authority: string,
): Promise<Result<Uint8Array>> {
  for (const signature of report.signatures) {
    const verified = verifySignature(report, signature, authority);
    if (!verified.ok) return verified;
  }
  const response = await access.fetch(`/objects/${report.pdfSha256}`);
  if (!response.ok) return fail(((await response.json()) as { failure: Failure }).failure);
  const pdf = new Uint8Array(await response.arrayBuffer());
  const found = createHash('sha256').update(pdf).digest('hex');
  if (found === report.pdfSha256) return ok(pdf);
  return fail(failure('hash-mismatch', { expected: report.pdfSha256, found }));
}
