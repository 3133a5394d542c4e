/** Failures of messages and callbacks on a task. */
export const talkFailures = {
  'message-empty': {
    'zh-CN': { message: '消息没有内容', remedy: '请输入文字,或选择「请回电」并填写电话。' },
    en: { message: 'The message is empty', remedy: 'Type something, or ask for a call with a number.' },
  },
  'talk-full': {
    'zh-CN': { message: '该检查已有 {most} 条消息,不能再发送', remedy: '请电话联系:{phone}。' },
    en: {
      message: 'There are {most} messages on this task already',
      remedy: 'Telephone instead: {phone}.',
    },
  },
  'not-of-the-case': {
    'zh-CN': {
      message: '只有该检查所属机构或诊断中心的人员可以发送消息',
      remedy: '请由本机构或诊断中心人员发送。',
    },
    en: {
      message: 'Only people of the site of this task or of the reading centre may write here',
      remedy: 'Have somebody of the site or of the centre write.',
    },
  },
  'callback-not-found': {
    'zh-CN': { message: '没有找到该回电请求', remedy: '请刷新后重试。' },
    en: { message: 'This request for a call was not found', remedy: 'Refresh and try again.' },
  },
} as const;
