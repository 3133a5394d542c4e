/** Failures of the connection between station and exchange. */
export const linkFailures = {
  'link-lost': {
    'zh-CN': { message: '与中心的连接已断开', remedy: '已保存的内容会在恢复后自动发送。' },
    en: {
      message: 'The link to the exchange is lost',
      remedy: 'What is saved is sent by itself when the link returns.',
    },
  },
  'plain-http-refused': {
    'zh-CN': { message: '拒绝以明文 http:// 连接 {host}', remedy: '请使用 https:// 地址。' },
    en: { message: 'Refused to connect to {host} by plain http://', remedy: 'Use an https:// address.' },
  },
  'contract-too-old': {
    'zh-CN': {
      message: '本站程序版本过旧(协议 {found},中心要求 {needed})',
      remedy: '请升级本站;待发送内容不会丢失。',
    },
    en: {
      message: 'This station is too old (contract {found}, the exchange needs {needed})',
      remedy: 'Upgrade the station; its outbox is kept.',
    },
  },
  'station-unknown': {
    'zh-CN': { message: '中心不认识本站', remedy: '请用管理员提供的登记码重新登记。' },
    en: {
      message: 'The exchange does not know this station',
      remedy: 'Enrol again with the code from the administrator.',
    },
  },
  'station-unreachable': {
    'zh-CN': {
      message: '与本站服务失去联系',
      remedy: '正在自动重试;未保存的改动留在窗口里,恢复后即保存。请不要关闭窗口。',
    },
    en: {
      message: 'The service of this station does not answer',
      remedy:
        'It is tried again by itself; what is not kept yet stays in the window until then. Do not close the window.',
    },
  },
  'exchange-unreachable': {
    'zh-CN': { message: '无法连接中心 {address}:{detail}', remedy: '请检查网络与中心地址。' },
    en: {
      message: 'Cannot reach the exchange {address}: {detail}',
      remedy: 'Check the network and the address of the exchange.',
    },
  },
  'idempotency-conflict': {
    'zh-CN': { message: '命令编号 {command} 已用于另一内容', remedy: '请用新的命令编号重新提交。' },
    en: {
      message: 'The command id {command} was used for other content',
      remedy: 'Submit again under a new command id.',
    },
  },
} as const;
