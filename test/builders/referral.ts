/** A referral for tests: a township's patient sent to the city hospital with an ECG report; every part may be changed. */
import type { Referral } from '#shared/study/referral.ts';

export function buildReferral(changes: Partial<Referral> = {}): Referral {
  const referral = {
    referralId: 'r-000001',
    taskId: 't-1',
    from: { siteId: 'site-1', name: '胡场镇卫生院', tier: 'township', phone: '' },
    to: { siteId: 'site-2', name: '市人民医院', tier: 'city', phone: '0728-120' },
    green: false,
    patient: { name: '王小东', id: 'HC0042', sex: 'M', birthDate: '1970-01-02' },
    urgency: 'chest-pain',
    exam: { kind: 'ecg', modality: 'ECG', description: '', acquiredAt: null },
    report: {
      reportId: 'report-1',
      version: 1,
      status: 'final',
      impression: '急性下壁心肌梗死',
      doctor: '李明',
      issuedAt: 3000,
      pdfSha256: 'a'.repeat(64),
    },
    amended: null,
    reason: '需急诊介入治疗',
    contact: { name: '周护士', phone: '0728-3322' },
    sent: { memberId: 'p-nurse', name: '周护士', at: 4000, writtenAt: 4000 },
    deliveredAt: null,
    accepted: null,
    declined: null,
    withdrawn: null,
    arrived: null,
    returned: null,
    takenBack: null,
    simulation: false,
    seq: 1,
    ...changes,
  };
  return referral as unknown as Referral;
}
