/** Failures of keeping bytes and index together (journey step 3). */
export const archiveFailures = {
  'disk-full': {
    'zh-CN': {
      message: '磁盘空间不足:{path}',
      remedy: '请清理磁盘或扩大配额后重试;未确认的检查会由发送端重发。',
    },
    en: {
      message: 'The disk is full: {path}',
      remedy: 'Free space or raise the quota, then try again; the sender keeps what was not acknowledged.',
    },
  },
  'object-not-found': {
    'zh-CN': { message: '没有找到对象 {sha256}', remedy: '请等待重新获取,或联系发送机构重发。' },
    en: {
      message: 'The object {sha256} was not found',
      remedy: 'Wait for it to be fetched again, or ask the sending site to send it once more.',
    },
  },
  'object-unreachable': {
    'zh-CN': { message: '暂时取不到图像文件({detail})', remedy: '请检查本站服务是否运行,然后重试。' },
    en: {
      message: 'The image file cannot be fetched ({detail})',
      remedy: 'Check that the station is running, then try again.',
    },
  },
  'object-damaged': {
    'zh-CN': { message: '对象 {sha256} 与其校验值不符', remedy: '请重新获取该对象;损坏的副本已隔离。' },
    en: {
      message: 'The object {sha256} does not match its hash',
      remedy: 'Fetch the object again; the damaged copy was set aside.',
    },
  },
  'study-not-found': {
    'zh-CN': { message: '没有找到检查 {study}', remedy: '请刷新列表后重试。' },
    en: { message: 'The study {study} was not found', remedy: 'Refresh the list and try again.' },
  },
  'database-too-new': {
    'zh-CN': { message: '数据库版本 {found} 比本程序({known})新', remedy: '请升级远诊后再打开此数据目录。' },
    en: {
      message: 'The database version {found} is newer than this program ({known})',
      remedy: 'Upgrade Yuanzhen before opening this data folder.',
    },
  },
  'database-damaged': {
    'zh-CN': {
      message: '数据库无法打开:{path}({detail})',
      remedy: '请不要删除该文件;请联系工程师从备份恢复。',
    },
    en: {
      message: 'The database cannot be opened: {path} ({detail})',
      remedy: 'Do not delete the file; let an engineer restore it from the backup.',
    },
  },
  'folder-unusable': {
    'zh-CN': { message: '数据目录不可用:{path}({detail})', remedy: '请检查目录是否存在、可写。' },
    en: {
      message: 'The data folder cannot be used: {path} ({detail})',
      remedy: 'Check that the folder exists and can be written to.',
    },
  },
} as const;
