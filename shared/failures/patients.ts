/** Failures of the patient index: identity numbers, merging, priors. */
export const patientFailures = {
  'identity-number-wrong': {
    'zh-CN': { message: '身份证号有误:{problem}', remedy: '请对照证件重新输入;无法核对时可留空。' },
    en: {
      message: 'The identity number is wrong: {problem}',
      remedy: 'Type it again from the card, or leave it empty.',
    },
  },
  'patient-not-found': {
    'zh-CN': { message: '没有找到患者 {patient}', remedy: '请刷新列表。' },
    en: { message: 'The patient {patient} was not found', remedy: 'Refresh the list.' },
  },
  'patients-already-one': {
    'zh-CN': { message: '这两份患者档案已经合并', remedy: '请刷新列表;需要分开时请撤销合并。' },
    en: {
      message: 'These two patient records are merged already',
      remedy: 'Refresh the list; undo the merge to part them.',
    },
  },
  'merge-note-needed': {
    'zh-CN': { message: '两份档案有不一致之处,合并须写明依据', remedy: '请填写核对依据后再合并。' },
    en: {
      message: 'The records contradict each other: a merge needs its grounds',
      remedy: 'Write what was checked, then merge.',
    },
  },
  'merge-not-found': {
    'zh-CN': { message: '没有找到这次合并,或已撤销', remedy: '请刷新合并记录。' },
    en: { message: 'The merge was not found or is undone already', remedy: 'Refresh the history.' },
  },
  'proposal-not-found': {
    'zh-CN': { message: '没有找到该条疑似同一人,或已处理', remedy: '请刷新列表。' },
    en: { message: 'The proposal was not found or is settled already', remedy: 'Refresh the list.' },
  },
  'priors-need-claim': {
    'zh-CN': { message: '接诊后才能查看既往检查', remedy: '请先接诊该检查。' },
    en: { message: 'Priors are shown to who holds the claim', remedy: 'Claim the task first.' },
  },
  'prior-not-found': {
    'zh-CN': { message: '该既往检查已不属于此患者,或已撤销', remedy: '请刷新既往检查列表。' },
    en: {
      message: 'This study is not (or no longer) an earlier one of this patient',
      remedy: 'Refresh the list of priors.',
    },
  },
} as const;
