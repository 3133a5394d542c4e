/** Failures of receiving what a township pushes (journey steps 1 and 2). */
export const intakeFailures = {
  'calling-ae-unknown': {
    'zh-CN': { message: '未登记的设备 {aet}({address})', remedy: '如确认可信,请在本站允许此设备。' },
    en: {
      message: 'Unknown device {aet} ({address})',
      remedy: 'If you trust it, allow the device at this station.',
    },
  },
  'called-ae-wrong': {
    'zh-CN': { message: '呼叫的 AE 名 {aet} 不是本站', remedy: '请在设备上把目的 AE 改为 {expected}。' },
    en: {
      message: 'The called AE title {aet} is not this station',
      remedy: 'Set the destination AE title on the device to {expected}.',
    },
  },
  'arrival-refused': {
    'zh-CN': { message: '未能接收 {name}:{detail}', remedy: '请按提示处理后重新发送。' },
    en: { message: '{name} was not accepted: {detail}', remedy: 'Act as told, then send it again.' },
  },
  'watch-folder-missing': {
    'zh-CN': { message: '监视文件夹不可用:{path}', remedy: '请检查文件夹是否存在且可读。' },
    en: {
      message: 'The watched folder is not available: {path}',
      remedy: 'Check that the folder exists and can be read.',
    },
  },
} as const;
