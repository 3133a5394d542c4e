/** Failures of claiming and holding a task (journey step 7). */
export const taskFailures = {
  'silence-over': {
    'zh-CN': { message: '该机构已恢复送诊,或没有静默报警', remedy: '请刷新列表。' },
    en: { message: 'The site sends again, or was never silent', remedy: 'Refresh the list.' },
  },
  'colleague-gone': {
    'zh-CN': { message: '该医师不在岗,或无权诊断此检查', remedy: '请另选一位在岗医师;检查仍在您名下。' },
    en: {
      message: 'This colleague is at no window, or may not read the case',
      remedy: 'Choose another one; the case is still yours.',
    },
  },
  'baton-gone': {
    'zh-CN': { message: '该转交已收回、已被接过或已失效', remedy: '请刷新列表。' },
    en: { message: 'The case is not held out any more', remedy: 'Refresh the list.' },
  },
  'amendment-in-review': {
    'zh-CN': {
      message: '{author} 的更正或补充正等待第二位医师审核',
      remedy: '请等待审核,或由审核医师退回;紧急时可直接撤回报告。',
    },
    en: {
      message: 'A correction or addendum by {author} is waiting for a second doctor',
      remedy: 'Wait for the review or have it returned; in an emergency the report can be withdrawn at once.',
    },
  },
  'task-not-found': {
    'zh-CN': { message: '没有找到检查任务 {task}', remedy: '请刷新列表。' },
    en: { message: 'The task {task} was not found', remedy: 'Refresh the list.' },
  },
  'task-taken': {
    'zh-CN': { message: '该检查已由 {holder} 接诊', remedy: '请选择其他检查,或在其离线后接手。' },
    en: {
      message: 'The task was claimed by {holder}',
      remedy: 'Choose another task, or take over when the holder is gone.',
    },
  },
  'move-illegal': {
    'zh-CN': { message: '当前状态({state})不能执行此操作({move})', remedy: '请刷新后重试。' },
    en: { message: 'The move {move} is not possible in the state {state}', remedy: 'Refresh and try again.' },
  },
  'claim-stale': {
    'zh-CN': {
      message: '您的接诊已失效(第 {claim} 次,现为第 {current} 次)',
      remedy: '草稿已保存;请重新接诊或由当前医师继续。',
    },
    en: {
      message: 'Your claim is stale (number {claim}, now {current})',
      remedy: 'Your draft is kept; claim again or leave it to the holder.',
    },
  },
  'holder-alive': {
    'zh-CN': { message: '{holder} 仍在诊断中,不能接手', remedy: '请等待其离线超过 15 秒。' },
    en: {
      message: '{holder} is still reading, it cannot be taken over',
      remedy: 'Wait until the holder has been gone for 15 seconds.',
    },
  },
  'task-reserved': {
    'zh-CN': { message: '该检查已由 {member} 预留', remedy: '请选择其他检查;时限过半后预留自动失效。' },
    en: {
      message: 'The task is reserved by {member}',
      remedy: 'Choose another one; the reservation ends when half of the time is over.',
    },
  },
  'reservation-late': {
    'zh-CN': { message: '时限已过半,不能再预留', remedy: '请直接接诊。' },
    en: { message: 'Half of the time is over: it cannot be reserved any more', remedy: 'Claim it now.' },
  },
  'reservations-full': {
    'zh-CN': { message: '最多同时预留 {most} 例', remedy: '请先接诊或取消已预留的检查。' },
    en: {
      message: 'At most {most} tasks can be reserved at a time',
      remedy: 'Claim or let go of one first.',
    },
  },
  'off-duty': {
    'zh-CN': {
      message: '不在您的排班时段({from}–{to} 时)',
      remedy: '仍可从列表自行接诊,或请管理员调整排班。',
    },
    en: {
      message: 'You are not on the roster now ({from}:00 to {to}:00)',
      remedy: 'You may still claim from the list, or have the roster changed.',
    },
  },
  'nothing-waiting': {
    'zh-CN': { message: '没有可派给您的待诊断检查', remedy: '新的检查到达时会提示。' },
    en: { message: 'Nothing is waiting for you', remedy: 'You will hear when a new task arrives.' },
  },
  'offered-first': {
    'zh-CN': { message: '该补阅先留给 {member}', remedy: '请稍后再接诊,或由其本人接诊。' },
    en: {
      message: 'The late images are offered to {member} first',
      remedy: 'Claim it a little later, or leave it to that doctor.',
    },
  },
  'follow-up-only': {
    'zh-CN': { message: '仅补阅检查可如此结束', remedy: '其他检查请签发报告。' },
    en: {
      message: 'Only a follow-up of late images ends like this',
      remedy: 'Sign a report for other tasks.',
    },
  },
  'notice-not-found': {
    'zh-CN': { message: '没有找到该危急值通知', remedy: '请刷新后重试。' },
    en: { message: 'This critical notice was not found', remedy: 'Refresh and try again.' },
  },
  'notice-order': {
    'zh-CN': {
      message: '危急值当前为「{state}」,不能执行「{step}」',
      remedy: '依次为:打开、复述、处置、由医师关闭;电话中已复述的可直接关闭。',
    },
    en: {
      message: 'The critical value is {state}: {step} cannot come next',
      remedy:
        'It is opened, read back, acted on and closed by a doctor, in this order; read back on the telephone it may be closed.',
    },
  },
  'read-back-differs': {
    'zh-CN': { message: '复述与通知不一致:{what}', remedy: '请对照通知重新输入患者姓氏与危急值名称。' },
    en: {
      message: 'The read-back differs from the notice: {what}',
      remedy: 'Type the surname and the finding again as the notice says them.',
    },
  },
  'critical-unknown': {
    'zh-CN': { message: '危急值目录中没有 {code}', remedy: '请从目录中选择;两端程序版本可能不同。' },
    en: {
      message: 'The lists of critical values have no {code}',
      remedy: 'Choose one of the list; the programs of both ends may differ in version.',
    },
  },
  'rung-not-fired': {
    'zh-CN': { message: '该检查没有需要电话提醒的这一级({rung})', remedy: '请刷新列表。' },
    en: { message: 'This rung ({rung}) has not been reached for the task', remedy: 'Refresh the list.' },
  },
  'site-unknown': {
    'zh-CN': { message: '没有名为「{site}」的医疗机构', remedy: '请用登记时的名称或编号,或用 * 表示全部。' },
    en: {
      message: 'There is no site {site}',
      remedy: 'Give its name or id as enrolled, or * for every site.',
    },
  },
  'escalation-order': {
    'zh-CN': { message: '提醒的百分比必须依次升高(现为 {percent})', remedy: '例如 50、80、100、150。' },
    en: {
      message: 'The percentages of the rungs must rise (found {percent})',
      remedy: 'For example 50, 80, 100, 150.',
    },
  },
  'policy-changed': {
    'zh-CN': { message: '规则已被 {member} 更改', remedy: '请查看变更后的规则,再重新修改。' },
    en: {
      message: 'The policy was changed by {member} meanwhile',
      remedy: 'Look at it as it stands now, then change it again.',
    },
  },
  'claim-needs-link': {
    'zh-CN': { message: '与中心断开时不能接诊', remedy: '请等待连接恢复;已接诊的检查可继续书写与签发。' },
    en: {
      message: 'No claim while the link is lost',
      remedy: 'Wait for the link; what you hold can be read and signed.',
    },
  },
} as const;
