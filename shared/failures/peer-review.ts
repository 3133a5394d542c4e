/** Failures of peer review. */
export const peerReviewFailures = {
  'peer-review-none': {
    'zh-CN': { message: '目前没有待您评议的报告', remedy: '有新抽中的报告时,检查列表上方会提示。' },
    en: {
      message: 'No report waits for your review now',
      remedy: 'The list says so when one was drawn.',
    },
  },
  'peer-review-gone': {
    'zh-CN': { message: '该评议已完成,或已不由您处理', remedy: '请刷新;如仍有待评报告,请取下一份。' },
    en: {
      message: 'This review is done already, or no longer yours',
      remedy: 'Refresh, and take the next report if one waits.',
    },
  },
  'peer-needs-link': {
    'zh-CN': { message: '与中心的连接已断开,尚未提交', remedy: '您填写的内容仍在;连接恢复后请再提交一次。' },
    en: {
      message: 'The link to the exchange is lost: nothing was submitted',
      remedy: 'What you entered is still here; submit it again when the link is back.',
    },
  },
  'peer-note-missing': {
    'zh-CN': { message: '评 {score} 分须写明理由', remedy: '请写明漏诊或误判之处,作者会看到。' },
    en: {
      message: 'A score of {score} needs a reason',
      remedy: 'Write what was missed or misread; the author will read it.',
    },
  },
} as const;
