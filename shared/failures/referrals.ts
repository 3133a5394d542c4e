/** Failures of referrals between sites, and of second opinions. */
export const referralFailures = {
  'referral-not-found': {
    'zh-CN': { message: '没有找到该转诊', remedy: '请刷新后重试。' },
    en: { message: 'This referral was not found', remedy: 'Refresh and try again.' },
  },
  'referral-no-report': {
    'zh-CN': {
      message: '该检查没有可用于转诊的报告',
      remedy: '请在报告送达后转诊;已撤回的报告不能用于转诊。',
    },
    en: {
      message: 'There is no report on this task to refer with',
      remedy: 'Refer once a report has come home; a withdrawn one cannot be used.',
    },
  },
  'referral-tier': {
    'zh-CN': { message: '{site} 不是上级医疗机构,不能上转', remedy: '请选择级别更高的医疗机构。' },
    en: { message: '{site} is not of a higher tier', remedy: 'Choose a site of a higher tier.' },
  },
  'referral-open': {
    'zh-CN': { message: '该患者已向 {site} 转诊,尚未结束', remedy: '请先撤回原转诊,或等待对方答复。' },
    en: {
      message: 'This patient is referred to {site} already',
      remedy: 'Withdraw that referral first, or wait for the answer.',
    },
  },
  'referral-order': {
    'zh-CN': {
      message: '转诊当前状态不能进行此操作({state} → {step})',
      remedy: '请刷新,查看对方的最新处理。',
    },
    en: {
      message: 'This step does not follow from where the referral stands ({state} → {step})',
      remedy: 'Refresh and look at what the other site has done.',
    },
  },
  'referral-other-site': {
    'zh-CN': { message: '该操作应由 {site} 的人员进行', remedy: '请由该机构的人员在其工作站操作。' },
    en: {
      message: 'This is for the people of {site}',
      remedy: 'Have somebody of that site do it at their station.',
    },
  },
  'consultation-not-found': {
    'zh-CN': { message: '没有找到该会诊', remedy: '请刷新后重试;会诊只能由受邀医师或医院的人员处理。' },
    en: {
      message: 'This consultation was not found',
      remedy: 'Refresh and try again; only who was asked may answer.',
    },
  },
  'consultation-over': {
    'zh-CN': { message: '该会诊已结束({state})', remedy: '如仍需要意见,请由诊断医师重新发起会诊。' },
    en: { message: 'This consultation is over ({state})', remedy: 'Its reader may ask again.' },
  },
  'consultation-not-holder': {
    'zh-CN': { message: '只有正在诊断该检查的医师可以发起会诊', remedy: '请先接诊该检查。' },
    en: { message: 'Only who holds the task may ask for a consultation', remedy: 'Claim the task first.' },
  },
  'consultation-open': {
    'zh-CN': { message: '已向 {name} 发起会诊,尚未答复', remedy: '请等待答复,或先撤回。' },
    en: { message: '{name} is asked already', remedy: 'Wait for the answer, or withdraw it first.' },
  },
  'consultations-full': {
    'zh-CN': { message: '该检查的会诊已达 {most} 次', remedy: '请电话联系,或交由其他医师诊断。' },
    en: {
      message: 'There were {most} consultations on this task',
      remedy: 'Telephone, or hand the case over.',
    },
  },
  'consultant-not-found': {
    'zh-CN': { message: '不能向该医师或医疗机构发起会诊', remedy: '请选择其他医师,或县市级以上医院。' },
    en: {
      message: 'This doctor or site cannot be asked',
      remedy: 'Choose another doctor of the centre, or a city or higher hospital.',
    },
  },
} as const;
