/** Failures of speaking to another DICOM node: forwarding studies, results of storage commitment. */
export const peerFailures = {
  'peer-unreachable': {
    'zh-CN': { message: '连接不上 {peer}:{detail}', remedy: '请检查地址、端口和网络;系统会自动重试。' },
    en: {
      message: '{peer} cannot be reached: {detail}',
      remedy: 'Check address, port and network; it is tried again by itself.',
    },
  },
  'peer-rejected': {
    'zh-CN': {
      message: '{peer} 拒绝了连接:{detail}',
      remedy: '请在对方登记本站的 AE 名与地址,并核对对方的 AE 名。',
    },
    en: {
      message: '{peer} rejected the association: {detail}',
      remedy: 'Register this station’s AE title and address there, and check the AE title of the peer.',
    },
  },
  'peer-broken': {
    'zh-CN': {
      message: '与 {peer} 的连接中断:{detail}',
      remedy: '系统会自动重试;若一直如此,请联系对方管理员。',
    },
    en: {
      message: 'The association with {peer} broke off: {detail}',
      remedy: 'It is tried again by itself; if it stays so, contact the peer’s administrator.',
    },
  },
  'peer-refused-object': {
    'zh-CN': {
      message: '{peer} 未接收该对象(状态 {status}){detail}',
      remedy: '请按对方给出的原因处理后再次转发。',
    },
    en: {
      message: '{peer} did not take the object (status {status}) {detail}',
      remedy: 'Act on the reason that the peer gives, then forward it again.',
    },
  },
  'peer-class-unsupported': {
    'zh-CN': {
      message: '{peer} 不接收此类对象({sopClass})',
      remedy: '请在对方启用该 SOP 类,或转发到其他节点。',
    },
    en: {
      message: '{peer} does not take objects of class {sopClass}',
      remedy: 'Enable that SOP class there, or forward to another node.',
    },
  },
  'peer-syntax-unsupported': {
    'zh-CN': {
      message: '{peer} 不接收传输语法 {uid},且无法无损转换',
      remedy: '请在对方启用该传输语法,或转发到其他节点。',
    },
    en: {
      message: '{peer} does not take transfer syntax {uid}, and it cannot be converted without loss',
      remedy: 'Enable that transfer syntax there, or forward to another node.',
    },
  },
  'forward-to-self': {
    'zh-CN': { message: '{peer} 就是本站', remedy: '请选择其他节点;转发给自己没有意义。' },
    en: {
      message: '{peer} is this station itself',
      remedy: 'Choose another node: forwarding to oneself is refused.',
    },
  },
  'forward-node-invalid': {
    'zh-CN': { message: '节点地址不对:{detail}', remedy: '请写成 AE@主机:端口,例如 PACS@10.0.0.5:104。' },
    en: { message: 'Not a node: {detail}', remedy: 'Write AE@HOST:PORT, such as PACS@10.0.0.5:104.' },
  },
  'forward-not-found': {
    'zh-CN': { message: '没有这项转发:{forward}', remedy: '请刷新列表后再试。' },
    en: { message: 'No such forwarding: {forward}', remedy: 'Refresh the list and try again.' },
  },
} as const;
