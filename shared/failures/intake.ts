/** Failures of receiving what a township pushes (journey steps 1 and 2). */
export const intakeFailures = {
  'order-incomplete': {
    'zh-CN': {
      message: '申请单缺少必填项:{fields}',
      remedy: '请补全后提交;急诊可先送主诉与电话,其余稍后补充。',
    },
    en: {
      message: 'The order lacks: {fields}',
      remedy: 'Fill it in; an emergency may go with complaint and phone, the rest to follow.',
    },
  },
  'nothing-to-follow': {
    'zh-CN': { message: '该申请单没有待补的内容', remedy: '请刷新列表。' },
    en: { message: 'Nothing is to follow for this order', remedy: 'Refresh the list.' },
  },
  'refusal-gone': {
    'zh-CN': { message: '该条拒收记录已处理', remedy: '请刷新列表。' },
    en: { message: 'This refusal was settled already', remedy: 'Refresh the list.' },
  },
  'refusal-without-bytes': {
    'zh-CN': { message: '{name} 没有留下可重试的数据', remedy: '请从设备重新发送,或写明原因后移除。' },
    en: {
      message: 'There are no bytes of {name} to try again',
      remedy: 'Send it again from the device, or discard it with a reason.',
    },
  },
  'attachment-needs-images': {
    'zh-CN': {
      message: '附件只能保留在有图像或心电图的检查旁',
      remedy: '请选择另一个检查;图片心电图本身就是文档。',
    },
    en: {
      message: 'An attachment is kept beside images or an ECG recording only',
      remedy: 'Choose another study; a picture ECG is a document itself.',
    },
  },
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
  'association-unlawful': {
    'zh-CN': { message: 'DICOM 连接不符合协议:{detail}', remedy: '请检查设备的 DICOM 设置,或联系设备厂商。' },
    en: {
      message: 'The DICOM association is against the protocol: {detail}',
      remedy: 'Check the DICOM settings of the device, or contact its vendor.',
    },
  },
  'associations-exhausted': {
    'zh-CN': { message: '同时连接数已达上限({limit})', remedy: '设备会自动重试;请稍候。' },
    en: {
      message: 'The limit of {limit} associations is reached',
      remedy: 'The device tries again by itself; wait a moment.',
    },
  },
  'parse-timed-out': {
    'zh-CN': {
      message: '{seconds} 秒内未能读完此文件,已另存,未入库',
      remedy: '请从设备重新发送;若再次出现,请联系设备厂商。',
    },
    en: {
      message: 'The file could not be read in time ({seconds} s); it was set aside',
      remedy: 'Send it again from the device; if it happens again, contact the vendor.',
    },
  },
  'parse-failed': {
    'zh-CN': {
      message: '读取此文件时出错({detail}),已另存,未入库',
      remedy: '请从设备重新发送;若再次出现,请联系设备厂商。',
    },
    en: {
      message: 'Reading the file failed ({detail}); it was set aside',
      remedy: 'Send it again from the device; if it happens again, contact the vendor.',
    },
  },
  'association-ended': {
    'zh-CN': { message: '对方设备未答复,DICOM 连接已结束', remedy: '将自动重试;若持续出现,请检查对方设备。' },
    en: {
      message: 'The DICOM association ended before the device replied',
      remedy: 'It is tried again; if it goes on, check the device.',
    },
  },
  'sop-class-mismatch': {
    'zh-CN': {
      message: '对象的 SOP 类({found})与发送时声明的({expected})不符',
      remedy: '请在设备上重新发送;若再次出现,请联系设备厂商。',
    },
    en: {
      message: 'The object is of SOP class {found}, announced was {expected}',
      remedy: 'Send it again from the device; if it happens again, contact the vendor.',
    },
  },
  'sop-instance-mismatch': {
    'zh-CN': {
      message: '对象的 SOP 实例号({found})与发送时声明的({expected})不符',
      remedy: '请在设备上重新发送;若再次出现,请联系设备厂商。',
    },
    en: {
      message: 'The object is SOP instance {found}, announced was {expected}',
      remedy: 'Send it again from the device; if it happens again, contact the vendor.',
    },
  },
  'study-mismatch': {
    'zh-CN': {
      message: '对象属于检查 {found},而请求指定的是 {expected}',
      remedy: '请发送到正确的检查地址。',
    },
    en: {
      message: 'The object belongs to study {found}, the request named {expected}',
      remedy: 'Send it to the address of its own study.',
    },
  },
  'device-unknown': {
    'zh-CN': { message: '没有这台设备:{aet}', remedy: '请刷新设备列表后再试。' },
    en: { message: 'No such device: {aet}', remedy: 'Refresh the list of devices and try again.' },
  },
} as const;
