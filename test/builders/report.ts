/** A complete report for tests: a head CT from a township, signed by nobody yet. */
import { type ReportBody, reportBodySchema } from '#shared/report/report.ts';

export function reportBody(changes: Partial<Record<keyof ReportBody, unknown>> = {}): ReportBody {
  const patient = { name: '王小东', id: 'XT000123', sex: 'M', birthDate: '1961-04-09' };
  const order = {
    orderId: 'order-1',
    siteId: 'site-1',
    siteName: '胡场镇卫生院',
    placedAt: 1_790_000_000_000,
    placedBy: null,
    emergencyDirect: false,
    studyInstanceUid: '2.25.1',
    patient,
    kind: 'imaging',
    modality: 'CT',
    bodyPart: 'HEAD',
    complaint: '突发右侧肢体无力2小时',
    history: '高血压10年',
    question: '有无出血',
    phone: '0728-3320001',
    urgency: 'stroke',
    accessionNumber: 'A20261122001',
    expectedObjects: 24,
  };
  return reportBodySchema.parse({
    format: 'yuanzhen-report',
    formatVersion: 1,
    reportId: 'report-1',
    version: 1,
    status: 'final',
    replaces: null,
    taskId: 'task-1',
    claim: 1,
    kind: 'imaging',
    site: { siteId: 'site-1', name: '胡场镇卫生院' },
    centre: '仙桃市第一人民医院远程诊断中心',
    orderId: 'order-1',
    order,
    patient,
    study: {
      studyInstanceUid: '2.25.1',
      accessionNumber: 'A20261122001',
      modality: 'CT',
      bodyPart: 'HEAD',
      description: '头颅平扫',
      acquiredAt: 1_790_000_100_000,
    },
    images: { received: 24, expected: 24, incomplete: false },
    imageSetSha256: 'a'.repeat(64),
    content: {
      findings:
        '左侧基底节区见团片状高密度影,边界清楚,大小约32 mm×21 mm,CT值约65 HU,周围见低密度水肿带。\n中线结构居中。',
      impression: '左侧基底节区脑出血。建议结合临床,短期复查。',
      recommendation: '',
    },
    limits: [],
    openedAt: 1_790_000_200_000,
    claimedAt: 1_790_000_230_000,
    issuedAt: 1_790_000_400_000,
    simulation: false,
    pdfSha256: 'b'.repeat(64),
    ...changes,
  });
}
