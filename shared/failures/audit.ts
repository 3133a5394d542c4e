/** Failures of the audit record. */
export const auditFailures = {
  'audit-broken': {
    'zh-CN': {
      message: '审计记录校验不符,已暂停签发',
      remedy: '已签名的报告会保留并在恢复后自动送达;请联系审计员查明并处理。',
    },
    en: {
      message: 'The audit record does not prove whole: nothing is signed',
      remedy: 'What was signed is kept and sent once it goes on; call the auditor to find out and decide.',
    },
  },
  'station-audit-broken': {
    'zh-CN': {
      message: '本机审计记录从第 {number} 条起校验不符,本机已暂停签发',
      remedy: '请换一台工作站签发;由审计员查明后,在本机运行 yuanzhen audit --anchor 恢复。',
    },
    en: {
      message:
        "This station's audit record does not prove whole from record {number} on: nothing is signed here",
      remedy: 'Sign at another station; once the auditor has found out, run yuanzhen audit --anchor here.',
    },
  },
  'audit-whole': {
    'zh-CN': { message: '审计记录没有待处理的断点', remedy: '请重新核验后再试。' },
    en: { message: 'The audit record has no break to decide about', remedy: 'Prove it again first.' },
  },
  'audit-file-altered': {
    'zh-CN': {
      message: '审计文件已被改动(第 {line} 行)',
      remedy: '请向诊断中心的审计员索取原件,勿使用此文件。',
    },
    en: {
      message: 'The audit file was altered (line {line})',
      remedy: 'Ask the auditor of the centre for the original; do not rely on this file.',
    },
  },
} as const;
