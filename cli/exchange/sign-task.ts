/** What `sign` and `report --preliminary` share: key, report, and the answer they print. */

import { failure } from '#shared/failure.ts';
import type { ReportContent } from '#shared/report/report.ts';
import { fail, type Result } from '#shared/result.ts';
import { checkRevocationList } from '../../main/signing/check-revocation-list.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';
import { answer } from './answer.ts';
import { defaultKeysFolder, openSigningKey } from './command-line-key.ts';
import { type IssuedReport, issueReport } from './issue-report.ts';
import type { Session } from './open-session.ts';
import type { OwnWork } from './own-draft.ts';
import { saveReport } from './save-report.ts';

/** Signs `content` with the person's key of this machine. Fails with report-empty when there is none, usage when `--recording` is no number. */
export async function signTask(
  session: Session,
  work: OwnWork,
  content: ReportContent | null,
  status: 'preliminary' | 'final',
): Promise<Result<IssuedReport>> {
  const { access, text } = session;
  if (content === null) return fail(failure('report-empty'));
  const recording = text('recording');
  if (recording !== undefined && !/^[1-9]\d{0,2}$/.test(recording))
    return fail(failure('usage', { detail: '--recording N' }));
  const who = await access.client.members.whoAmI();
  if (!who.ok) return who;
  const folder = text('keys') ?? defaultKeysFolder();
  const key = await openSigningKey(access, work.member, folder, who.value.region.regionId);
  if (!key.ok) return key;
  const list = await access.client.members.revocationList();
  if (!list.ok) return list;
  const { caCertificate: authority } = who.value.region;
  const revocationList = Buffer.from(list.value.list, 'base64');
  const trusted = checkRevocationList(revocationList, null, authority);
  if (!trusted.ok) return trusted;
  return issueReport(access, work, {
    content,
    status,
    key: key.value,
    authority,
    revocationList,
    recording: recording === undefined ? null : Number(recording),
  });
}

/** Prints what was committed, and keeps it in `--save DIR` where that is given. */
export async function answerIssued(io: CommandIo, session: Session, issued: IssuedReport): Promise<number> {
  const { report, summary, task, pdf, recordings } = issued;
  const folder = session.text('save');
  const saved = folder === undefined ? {} : { saved: await saveReport(folder, report, pdf) };
  const facts = {
    ok: true,
    taskId: task.taskId,
    reportId: summary.reportId,
    version: summary.version,
    status: summary.status,
    adopted: summary.adopted,
    state: task.state,
    claim: report.claim,
    committedAt: summary.committedAt,
    pdfSha256: report.pdfSha256,
    recordings,
    ...saved,
  };
  answer(io, session.json, facts, `${task.taskId}\t${task.state}\t${summary.reportId} v${summary.version}`);
  return exitCodes.well;
}
