/** Failures of depositing a study at the exchange (journey step 4). */
export const depositFailures = {
  'deposit-not-found': {
    'zh-CN': { message: '没有找到上传 {deposit}', remedy: '请重新开始上传。' },
    en: { message: 'The deposit {deposit} was not found', remedy: 'Start the deposit again.' },
  },
  'deposit-closed': {
    'zh-CN': { message: '上传 {deposit} 已结束', remedy: '请新建上传;迟到的图像会另行处理。' },
    en: { message: 'The deposit {deposit} is closed already', remedy: 'Open a new deposit.' },
  },
  'hash-mismatch': {
    'zh-CN': {
      message: '收到的内容与声明的 SHA-256 不符(应为 {expected},实为 {found})',
      remedy: '请重新发送该对象。',
    },
    en: {
      message: 'The content does not match its announced SHA-256 (expected {expected}, found {found})',
      remedy: 'Send the object again.',
    },
  },
  'object-too-large': {
    'zh-CN': { message: '对象大小 {size} 字节超过上限 {limit}', remedy: '请联系管理员提高上限。' },
    en: {
      message: 'The object of {size} bytes is over the limit of {limit}',
      remedy: 'Ask the administrator to raise the limit.',
    },
  },
  'order-not-found': {
    'zh-CN': { message: '没有找到申请单 {order}', remedy: '请核对申请单号或重新开单。' },
    en: {
      message: 'The order {order} was not found',
      remedy: 'Check the order number or place the order again.',
    },
  },
  'order-already-joined': {
    'zh-CN': { message: '申请单 {order} 已关联检查', remedy: '请选择另一张申请单。' },
    en: { message: 'The order {order} is joined to a study already', remedy: 'Choose another order.' },
  },
  'study-without-order': {
    'zh-CN': {
      message: '检查 {study} 没有申请单',
      remedy: '请在「待申请」中为其关联申请单,或使用急诊直送。',
    },
    en: {
      message: 'The study {study} has no order',
      remedy: 'Join it to an order under "without order", or send it as an emergency.',
    },
  },
  'version-unknown': {
    'zh-CN': { message: '没有找到该图像的版本 {sha256}', remedy: '请等待两个版本都上传完成后再选择。' },
    en: {
      message: 'The version {sha256} of this image was not found',
      remedy: 'Wait until both versions are uploaded, then choose.',
    },
  },
  'recompression-declined': {
    'zh-CN': { message: '该对象不作无损压缩({detail})', remedy: '无需处理:将按原样上传。' },
    en: {
      message: 'The object is not recompressed ({detail})',
      remedy: 'Nothing to do: it is sent as it came.',
    },
  },
  'incomplete-reason-needed': {
    'zh-CN': { message: '按不完整送诊需要填写原因', remedy: '请选择或填写原因后再送诊。' },
    en: {
      message: 'Sending an incomplete study needs a reason',
      remedy: 'Choose or write a reason, then send.',
    },
  },
} as const;
