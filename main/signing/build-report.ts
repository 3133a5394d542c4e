/** Builds the body of a report from the bound order, task and images: nothing in it is typed but the findings. */
import { createHash, randomUUID } from 'node:crypto';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import type { Report, ReportBody, ReportLimit } from '#shared/report/report.ts';
import type { ReportId, Sha256 } from '#shared/study/ids.ts';
import type { Study } from '#shared/study/study.ts';
import type { SigningSituation } from './signing-blocks.ts';

/** JPEG, JPEG-LS near-lossless, JPEG 2000 and MPEG: what they lost is not coming back (PS3.5 annex A). */
const lossySyntaxes = /^1\.2\.840\.10008\.1\.2\.4\.(50|51|81|91|93|203|10[0-8])$/;

export function buildReport(
  situation: SigningSituation,
  given: {
    readonly study: Study;
    readonly status: 'preliminary' | 'final';
    readonly passed: readonly ReportLimit[];
    /** The version this one replaces; null for the first of the task. */
    readonly previous: Report | null;
    readonly centre: string;
    readonly issuedAt: number;
  },
): Omit<ReportBody, 'pdfSha256'> {
  const { task, ownClaim } = situation;
  const { study, previous } = given;
  const replaces =
    previous === null ? null : createHash('sha256').update(canonicalJson(previous)).digest('hex');
  return {
    format: 'yuanzhen-report',
    formatVersion: 1,
    reportId: previous?.reportId ?? (randomUUID() as ReportId),
    version: (previous?.version ?? 0) + 1,
    status: given.status,
    replaces: replaces as Sha256 | null,
    taskId: task.taskId,
    claim: ownClaim?.claim ?? task.claim,
    kind: task.kind,
    site: { siteId: task.siteId, name: task.siteName },
    centre: given.centre,
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
    imageSetSha256: situation.localImageSetSha256 as Sha256,
    content: situation.content,
    limits: [...given.passed, ...lossyLimit(study, given.passed)],
    openedAt: task.stamps.openedAt,
    claimedAt: task.stamps.claimedAt,
    issuedAt: given.issuedAt,
    simulation: task.simulation,
  };
}

function lossyLimit(study: Study, passed: readonly ReportLimit[]): ReportLimit[] {
  const lossy = study.series.some((series) =>
    series.instances.some((instance) => lossySyntaxes.test(instance.transferSyntaxUid)),
  );
  if (!lossy || passed.some((limit) => limit.code === 'lossy-images')) return [];
  return [{ code: 'lossy-images', text: '部分图像为有损压缩' }];
}
