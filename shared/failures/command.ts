/** Failures of the command line and of starting a program. */
export const commandFailures = {
  usage: {
    'zh-CN': { message: '命令用法有误:{detail}', remedy: '请运行 yuanzhen --help 查看用法。' },
    en: { message: 'Wrong usage: {detail}', remedy: 'Run yuanzhen --help for the usage.' },
  },
  'file-unreadable': {
    'zh-CN': { message: '无法读取文件 {path}:{detail}', remedy: '请检查路径与权限。' },
    en: { message: 'Cannot read the file {path}: {detail}', remedy: 'Check the path and its permissions.' },
  },
  'file-unwritable': {
    'zh-CN': { message: '无法写入文件 {path}:{detail}', remedy: '请检查文件夹、权限与磁盘空间。' },
    en: {
      message: 'Cannot write the file {path}: {detail}',
      remedy: 'Check the folder, its permissions and the free space.',
    },
  },
  'port-in-use': {
    'zh-CN': { message: '端口已被占用:{address}', remedy: '请结束占用该端口的程序,或换一个端口。' },
    en: {
      message: 'The port is already in use: {address}',
      remedy: 'End the program that holds the port, or choose another port.',
    },
  },
  'address-unavailable': {
    'zh-CN': { message: '无法监听地址 {address}', remedy: '请检查该地址是否属于本机。' },
    en: { message: 'Cannot listen on {address}', remedy: 'Check that the address belongs to this machine.' },
  },
  'old-node': {
    'zh-CN': {
      message: '需要 Node.js 24(Node-API 10),当前为 {found}',
      remedy: '请运行 npm start 或 npm ci 安装随附的 Node 24。',
    },
    en: {
      message: 'Node.js 24 (Node-API 10) is needed, this is {found}',
      remedy: 'Run npm start or npm ci to install the bundled Node 24.',
    },
  },
  'listen-needs-certificate': {
    'zh-CN': {
      message: '拒绝在 {address} 上明文监听',
      remedy: '对本机以外监听需要证书:请提供 --tls-cert 与 --tls-key。',
    },
    en: {
      message: 'Refused to listen on {address} without TLS',
      remedy: 'Listening beyond loopback needs a certificate: give --tls-cert and --tls-key.',
    },
  },
  'data-folder-in-use': {
    'zh-CN': { message: '数据目录 {path} 正被另一个进程使用', remedy: '请先停止另一个进程,或改用其他目录。' },
    en: {
      message: 'The data folder {path} is used by another process',
      remedy: 'Stop the other process first, or use another folder.',
    },
  },
  'invalid-input': {
    'zh-CN': { message: '输入内容不符合要求:{detail}', remedy: '请按提示修改后重试。' },
    en: { message: 'The input is not valid: {detail}', remedy: 'Correct it as told and try again.' },
  },
  internal: {
    'zh-CN': { message: '程序内部错误:{detail}', remedy: '请重试;若再次出现,请把日志交给工程师。' },
    en: {
      message: 'Internal error: {detail}',
      remedy: 'Try again; if it happens again, give the log to an engineer.',
    },
  },
} as const;
