/** Failures of signing in and of rights. */
export const memberFailures = {
  'wrong-password': {
    'zh-CN': { message: '用户名或密码不正确', remedy: '请重新输入;连续失败 5 次将锁定 15 分钟。' },
    en: {
      message: 'The name or the password is wrong',
      remedy: 'Try again; five failures lock the account for 15 minutes.',
    },
  },
  'account-locked': {
    'zh-CN': { message: '账号已锁定,{minutes} 分钟后可重试', remedy: '请稍候,或请管理员解锁。' },
    en: {
      message: 'The account is locked for {minutes} more minutes',
      remedy: 'Wait, or ask the administrator to unlock it.',
    },
  },
  'revocation-list-untrusted': {
    'zh-CN': {
      message: '收到的证书吊销列表不可信({detail}),未采用',
      remedy: '仍按原有列表核对签名证书;请联系管理员核对诊断中心与连接。',
    },
    en: {
      message: 'The list of revoked certificates cannot be trusted ({detail}) and was not taken',
      remedy: 'The former list goes on being used; ask the administrator to check the exchange and the link.',
    },
  },
  'token-expired': {
    'zh-CN': { message: '登录已过期', remedy: '请重新登录;草稿已保存。' },
    en: { message: 'The sign-in has expired', remedy: 'Sign in again; drafts are kept.' },
  },
  'not-signed-in': {
    'zh-CN': { message: '尚未登录', remedy: '请先登录。' },
    en: { message: 'Not signed in', remedy: 'Sign in first.' },
  },
  'right-missing': {
    'zh-CN': { message: '没有权限:{right}', remedy: '请联系管理员授权,或由有权限的医师操作。' },
    en: {
      message: 'The right is missing: {right}',
      remedy: 'Ask the administrator, or let a doctor with the right do it.',
    },
  },
  'right-expired': {
    'zh-CN': { message: '执业权限已过期({date})', remedy: '请联系管理员更新执业信息。' },
    en: { message: 'The licence expired on {date}', remedy: 'Ask the administrator to renew the licence.' },
  },
  'member-not-found': {
    'zh-CN': { message: '没有找到用户 {member}', remedy: '请核对后重试。' },
    en: { message: 'The member {member} was not found', remedy: 'Check and try again.' },
  },
  'member-exists': {
    'zh-CN': { message: '已存在同名用户 {name}', remedy: '请换一个名称。' },
    en: { message: 'A member named {name} exists already', remedy: 'Choose another name.' },
  },
  'wrong-pin': {
    'zh-CN': {
      message: '签名口令不正确(还可尝试 {left} 次)',
      remedy: '请重新输入;失败 5 次后须使用登录密码。',
    },
    en: {
      message: 'The PIN is wrong ({left} tries left)',
      remedy: 'Try again; after five failures the password is needed.',
    },
  },
  'pin-blocked': {
    'zh-CN': { message: '签名口令已停用', remedy: '请使用登录密码签名。' },
    en: { message: 'The PIN is blocked', remedy: 'Sign with the password.' },
  },
  'key-missing': {
    'zh-CN': { message: '本工作站没有您的签名密钥', remedy: '请联网登录一次以签发证书。' },
    en: {
      message: 'This workstation has no signing key of yours',
      remedy: 'Sign in once while linked, so that a certificate is issued.',
    },
  },
  'site-not-found': {
    'zh-CN': { message: '没有找到医疗机构 {site}', remedy: '请先用 member add --type site 登记该机构。' },
    en: { message: 'The site {site} was not found', remedy: 'Add it first with member add --type site.' },
  },
  'session-locked': {
    'zh-CN': { message: '窗口已锁定', remedy: '请输入密码或签名口令解锁。' },
    en: { message: 'The window is locked', remedy: 'Unlock it with the password or the PIN.' },
  },
  'link-used': {
    'zh-CN': { message: '该一次性链接已使用或已过期', remedy: '请从启动远诊的终端或桌面程序重新打开窗口。' },
    en: {
      message: 'This one-time link was used or has expired',
      remedy: 'Open the window again from the terminal or the desktop program that started Yuanzhen.',
    },
  },
} as const;
