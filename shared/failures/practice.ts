/** Failures of the simulated township. */
export const practiceFailures = {
  'practice-refused': {
    'zh-CN': { message: '该地区已有真实用户,不能运行演示', remedy: '请使用独立的演示数据目录。' },
    en: {
      message: 'The region has real members, the simulation is refused',
      remedy: 'Use a data folder of its own for the simulation.',
    },
  },
  'practice-absent': {
    'zh-CN': { message: '本地区没有演示', remedy: '演示只在 npm start 启动的演示地区中可用。' },
    en: {
      message: 'This region has no simulation',
      remedy: 'The simulation runs only in the region that npm start makes.',
    },
  },
  'finding-hidden': {
    'zh-CN': { message: '签发后才能查看预设答案', remedy: '请先签发报告。' },
    en: { message: 'The planted finding is shown after signing', remedy: 'Sign the report first.' },
  },
  'practice-folder': {
    'zh-CN': { message: '数据目录 {path} 属于演示地区', remedy: '请加 --simulation,或改用其他数据目录。' },
    en: {
      message: 'The data folder {path} belongs to a practice region',
      remedy: 'Start with --simulation, or choose another data folder.',
    },
  },
  'practice-push-failed': {
    'zh-CN': {
      message: '演示检查未能送达本院工作站:{detail}',
      remedy: '请确认工作站正在运行;演示会稍后重试。',
    },
    en: {
      message: 'The practice exam did not reach the clinic station: {detail}',
      remedy: 'See that the station is running; the simulation tries again later.',
    },
  },
  'practice-station-absent': {
    'zh-CN': { message: '演示无法连接本院工作站:{detail}', remedy: '请先启动工作站,再启动演示。' },
    en: {
      message: 'The simulation cannot reach the clinic station: {detail}',
      remedy: 'Start the station first, then the simulation.',
    },
  },
} as const;
