/** Builds what a reader at this station signs: the bound task with the images as they lie here. */
import { createHash, randomUUID } from 'node:crypto';
import { buildReportBody, imageLimits, readingLimits } from '#shared/report/build-report-body.ts';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import type { Report, ReportBody, ReportLimit } from '#shared/report/report.ts';
import type { Study } from '#shared/study/study.ts';
import type { SignableStatus, SigningSituation } from './signing-blocks.ts';

export function buildReport(
  situation: SigningSituation,
  given: {
    readonly study: Study;
    readonly status: SignableStatus;
    readonly passed: readonly ReportLimit[];
    /** The version this one replaces; null for the first of the task. */
    readonly previous: Report | null;
    readonly centre: string;
    readonly issuedAt: number;
  },
): Omit<ReportBody, 'pdfSha256'> {
  const { task, ownClaim } = situation;
  const { study, previous, passed } = given;
  return buildReportBody({
    task,
    claim: ownClaim?.claim ?? task.claim,
    centre: given.centre,
    content: situation.content,
    status: given.status,
    newReportId: randomUUID(),
    previous:
      previous === null
        ? null
        : {
            reportId: previous.reportId,
            version: previous.version,
            sha256: createHash('sha256').update(canonicalJson(previous)).digest('hex'),
          },
    imageSetSha256: situation.localImageSetSha256,
    limits: [...passed, ...imageLimits(study, passed), ...readingLimits(situation.content)],
    issuedAt: given.issuedAt,
  });
}
