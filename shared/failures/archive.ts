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
  'store-failing': {
    'zh-CN': {
      message: '磁盘读写出错,本站已停止接收新检查:{detail}',
      remedy: '已确认的检查不受影响;请立即检查磁盘,处理后重新启动本站(启动时会重新核对)。',
    },
    en: {
      message: 'The disk answers with errors; this station takes nothing new: {detail}',
      remedy:
        'What was acknowledged is safe; see to the disk at once, then restart the station (it checks again).',
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
  'data-folder-unknown': {
    'zh-CN': { message: '{path} 不是远诊的数据目录', remedy: '请指定工作站或交换中心的数据目录(--data)。' },
    en: {
      message: '{path} is not a data folder of Yuanzhen',
      remedy: 'Give the data folder of a station or an exchange (--data).',
    },
  },
  'folder-not-empty': {
    'zh-CN': {
      message: '目录不是空的:{path}',
      remedy: '请换一个空目录;要在已有备份上追加,请加 --incremental。',
    },
    en: {
      message: 'The folder is not empty: {path}',
      remedy: 'Give an empty folder; to add to a backup that is there, say --incremental.',
    },
  },
  'backup-missing': {
    'zh-CN': { message: '{path} 中没有完整的备份 {detail}', remedy: '请检查目录;未写完的备份不能用于恢复。' },
    en: {
      message: 'There is no whole backup {detail} in {path}',
      remedy: 'Check the folder; a backup that was cut short cannot be restored.',
    },
  },
  'backup-damaged': {
    'zh-CN': {
      message: '备份已损坏:{path}({detail})',
      remedy: '请用 --snapshot 选择较早的一份,或换另一份备份。',
    },
    en: {
      message: 'The backup is damaged: {path} ({detail})',
      remedy: 'Choose an earlier one with --snapshot, or another backup.',
    },
  },
  'backup-incomplete': {
    'zh-CN': {
      message: '备份已写入,但有 {missing} 个对象缺失、{damaged} 个损坏',
      remedy: '缺失与损坏的对象已列出;请在本站执行全库核对,从交换中心重新获取后再备份。',
    },
    en: {
      message: 'The backup is written, but {missing} objects are gone and {damaged} are damaged',
      remedy:
        'They are listed; let the station check its vault and fetch them again, then back up once more.',
    },
  },
  'restore-differs': {
    'zh-CN': {
      message: '恢复的数据库与备份记录不一致:{path}({detail})',
      remedy: '请勿启用该目录;请用 --snapshot 选择较早的一份。',
    },
    en: {
      message: 'The restored database differs from what the backup says: {path} ({detail})',
      remedy: 'Do not use the folder; choose an earlier backup with --snapshot.',
    },
  },
  'restore-incomplete': {
    'zh-CN': {
      message: '数据库已完整恢复,但备份中有 {damaged} 个对象损坏,首个为 {first}',
      remedy: '目录可以启用;这些对象未恢复,会从交换中心重新获取,或请发送机构重发。',
    },
    en: {
      message: 'Every row is restored, but {damaged} objects of the backup are damaged, the first {first}',
      remedy:
        'The folder can be used; these objects are left out and are fetched again or must be sent again.',
    },
  },
  'index-rebuilt-damaged': {
    'zh-CN': {
      message: '数据库已损坏({detail}),索引已由保管库重建:{studies} 个检查,{instances} 幅',
      remedy: '损坏的数据库保存在 {path},请勿删除并通知工程师;未能读出的表:{lost}。',
    },
    en: {
      message:
        'The database was damaged ({detail}); the index was built anew from the vault: {studies} studies, {instances} instances',
      remedy:
        'The damaged one is kept in {path}: leave it there and tell an engineer; tables not read: {lost}.',
    },
  },
  'index-rebuilt-wal-alone': {
    'zh-CN': {
      message: '数据库文件缺失,只剩其日志;索引已由保管库重建:{studies} 个检查,{instances} 幅',
      remedy: '日志保存在 {path};草稿与未送出的报告不在其中,请从备份恢复或重新签发。',
    },
    en: {
      message:
        'The database was gone and only its log was left; the index was built anew: {studies} studies, {instances} instances',
      remedy:
        'The log is kept in {path}; drafts and unsent reports are not in it: restore a backup or sign them again.',
    },
  },
  'index-rebuilt-schema': {
    'zh-CN': {
      message: '数据库升级中断或结构不符({detail}),索引已由保管库重建:{studies} 个检查,{instances} 幅',
      remedy: '原数据库保存在 {path};可读的设置、草稿与待发内容已移入新库,未能读出的表:{lost}。',
    },
    en: {
      message:
        'The tables were not as this program makes them ({detail}); the index was built anew: {studies} studies, {instances} instances',
      remedy: 'The old one is kept in {path}; what could be read was taken over, tables not read: {lost}.',
    },
  },
  'index-rebuilt-empty': {
    'zh-CN': {
      message: '数据库是空的,而保管库中有对象;索引已重建:{studies} 个检查,{instances} 幅',
      remedy: '请确认数据目录没有被部分复制或清空;草稿与设置如有缺失,请从备份恢复。',
    },
    en: {
      message:
        'The database was empty beside a full vault; the index was built anew: {studies} studies, {instances} instances',
      remedy:
        'See that the data folder was not copied in part or emptied; restore drafts from a backup if they lack.',
    },
  },
  'comparison-unfinished': {
    'zh-CN': { message: '两个版本的比对没有完成:{detail}', remedy: '稍后自动重新比对;完成前不能签发。' },
    en: {
      message: 'The comparison of two versions did not finish: {detail}',
      remedy: 'It is made again by itself; nothing is signed until it has finished.',
    },
  },
} as const;
