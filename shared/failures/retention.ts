/** Failures of retention: what was let go, and holds. */
export const retentionFailures = {
  'study-removed': {
    'zh-CN': {
      message: '该检查的图像已按保存期限清理',
      remedy: '报告仍可查看;需要图像时请联系原送诊机构重新发送。',
    },
    en: {
      message: 'The images of this study were removed when their retention ended',
      remedy: 'Its report is still here; ask the site that sent it to send the images again.',
    },
  },
  'hold-not-found': {
    'zh-CN': { message: '检查 {study} 没有被保全', remedy: '请刷新列表后再试。' },
    en: { message: 'The study {study} is not on hold', remedy: 'Bring the list up to date and try again.' },
  },
  'hold-of-centre': {
    'zh-CN': { message: '该检查由诊断中心保全', remedy: '如需更改或解除,请联系诊断中心的信息管理员。' },
    en: {
      message: 'The reading centre holds this study',
      remedy: 'Ask the administrator of the reading centre to change or lift the hold.',
    },
  },
  'retention-without-rules': {
    'zh-CN': { message: '还没有保存期限规则', remedy: '请先添加规则,再运行清理。' },
    en: { message: 'There are no retention rules yet', remedy: 'Add a rule first, then run it.' },
  },
} as const;
