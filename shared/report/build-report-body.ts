/** Journey steps 9 and 10: the body of a report from the bound order, task and images; nothing in it is typed but the findings. */

import type { ReportId, Sha256 } from '../study/ids.ts';
import type { Study } from '../study/study.ts';
import type { Task } from '../study/task.ts';
import type { Amendment } from './amendment.ts';
import { noAnalysisText } from './collect-limits.ts';
import type { ReportBody, ReportContent, ReportLimit, ReportStatus } from './report.ts';

/** JPEG, JPEG-LS near-lossless, JPEG 2000 and MPEG: what they lost is not coming back (PS3.5 annex A). */
const lossySyntaxes = /^1\.2\.840\.10008\.1\.2\.4\.(50|51|81|91|93|203|10[0-8])$/;

export interface ReportBasis {
  readonly task: Task;
  readonly claim: number;
  readonly centre: string;
  readonly content: ReportContent;
  readonly status: ReportStatus;
  /** Of a first report; a later version keeps the id of the one it replaces. */
  readonly newReportId: string;
  /** The version this one replaces, with the SHA-256 of its canonical JSON; null for the first of the task. */
  readonly previous: {
    readonly reportId: ReportId;
    readonly version: number;
    readonly sha256: string;
  } | null;
  /** Why a signed version is amended, quoting it; null where none is. */
  readonly amendment: Amendment | null;
  readonly imageSetSha256: string;
  readonly limits: readonly ReportLimit[];
  /** In exchange time. */
  readonly issuedAt: number;
}

/** Everything that is signed but the hash of the PDF, which is drawn from this. */
export function buildReportBody(basis: ReportBasis): Omit<ReportBody, 'pdfSha256'> {
  const { task, previous } = basis;
  return {
    format: 'yuanzhen-report',
    formatVersion: 1,
    reportId: previous?.reportId ?? (basis.newReportId as ReportId),
    version: (previous?.version ?? 0) + 1,
    status: basis.status,
    replaces: previous === null ? null : (previous.sha256 as Sha256),
    taskId: task.taskId,
    claim: basis.claim,
    kind: task.kind,
    site: { siteId: task.siteId, name: task.siteName },
    centre: basis.centre,
    orderId: task.orderId,
    order: task.order,
    patient: task.order.patient,
    study: {
      studyInstanceUid: task.studyInstanceUid,
      accessionNumber: task.order.accessionNumber,
      modality: task.modality,
      bodyPart: task.bodyPart,
      description: task.studyDescription,
      acquiredAt: task.acquiredAt,
    },
    images: {
      received: task.images.received,
      expected: task.images.expected,
      incomplete: task.images.incomplete,
    },
    imageSetSha256: basis.imageSetSha256 as Sha256,
    content: basis.content,
    ...(basis.amendment === null ? {} : { amendment: basis.amendment }),
    limits: [...basis.limits, ...unmeasured(basis)],
    ...noticesOf(task),
    openedAt: task.stamps.openedAt,
    claimedAt: task.stamps.claimedAt,
    issuedAt: basis.issuedAt,
    simulation: task.simulation,
  };
}

/** What was told the township before the signature. A drill is no part of any report. */
function noticesOf({ notices }: Task): Pick<ReportBody, 'notices'> {
  const real = (notices ?? []).filter((notice) => !notice.drill).slice(0, 20);
  if (real.length === 0) return {};
  return {
    notices: real.map(({ noticeId, finding, raised, deliveredAt, readBack }) => ({
      noticeId,
      code: finding.code,
      list: finding.list,
      version: finding.version,
      text: finding.text,
      raisedBy: raised.name,
      raisedAt: raised.at,
      deliveredAt,
      readBack: readBack && { recipient: readBack.recipient, how: readBack.how, at: readBack.at },
    })),
  };
}

/** An ECG whose text was held to no measurement: signed before it was analysed, or by a program that analyses nothing. */
function unmeasured({ task, content, status }: ReportBasis): ReportLimit[] {
  if (status === 'withdrawn' || task.kind !== 'ecg' || task.picture === true || content.ecg !== undefined)
    return [];
  return [{ code: 'other', text: noAnalysisText, reading: 'no-analysis' }];
}

/** The limits of the reading itself, as the report's text was last held to them. */
export function readingLimits(content: ReportContent): ReportLimit[] {
  return (content.ecg?.limits ?? []).map(({ kind, text }) => ({ code: 'other', text, reading: kind }));
}

/** The limits that the images themselves put on their report: lossy ones, and an ECG that is a picture. */
export function imageLimits(study: Study, given: readonly ReportLimit[]): ReportLimit[] {
  const limits: ReportLimit[] = [];
  const lossy = study.series.some((series) =>
    series.instances.some((instance) => lossySyntaxes.test(instance.transferSyntaxUid)),
  );
  if (lossy) limits.push({ code: 'lossy-images', text: '部分图像为有损压缩' });
  if (study.picture === true) limits.push({ code: 'picture-only', text: '图片心电图,不可自动测量' });
  return limits.filter((limit) => !given.some(({ code }) => code === limit.code));
}
