/** Failures of writing, signing and returning a report (journey steps 8 to 12). */
export const reportFailures = {
  'quality-unscored': {
    'zh-CN': { message: '按规定须先评定图像质量', remedy: '请在签发窗口评定甲、乙或丙,乙、丙须选择原因。' },
    en: {
      message: 'The images have to be scored before this report',
      remedy: 'Score them in the sign dialog; B and C need a reason.',
    },
  },
  'signature-algorithm': {
    'zh-CN': {
      message: '该机构的报告须以 {algorithm} 签名',
      remedy: '请重新登录后再签发;仍不成功请联系管理员核对规则「签名算法」。',
    },
    en: {
      message: 'Reports of this site have to be signed with {algorithm}',
      remedy:
        'Sign in again and sign; if that does not help, ask the administrator about the policy “Signatures”.',
    },
  },
  'signer-absent': {
    'zh-CN': { message: '没有找到 UKey(签名程序 {program})', remedy: '请插入 UKey 后重试。' },
    en: { message: 'The UKey was not found (program {program})', remedy: 'Put it in and try again.' },
  },
  'signer-pin': {
    'zh-CN': { message: 'UKey 口令错误', remedy: '请核对口令;多次错误会锁定 UKey。' },
    en: {
      message: 'The PIN of the UKey is wrong',
      remedy: 'Check it: the UKey locks after several wrong ones.',
    },
  },
  'signer-failed': {
    'zh-CN': { message: 'UKey 未能签名:{detail}', remedy: '请重新插入 UKey 后重试,或联系管理员。' },
    en: {
      message: 'The UKey did not sign: {detail}',
      remedy: 'Put it in anew and try again, or ask the administrator.',
    },
  },
  'number-contradicted': {
    'zh-CN': {
      message: '报告中有数值与测量不符',
      remedy: '改为测量值,或保留为手工值,再签名。',
    },
    en: {
      message: 'A number in the report stands against its measurement',
      remedy: 'Take the measured one or keep it as a manual value, then sign.',
    },
  },
  'text-conflicting': {
    'zh-CN': {
      message: '报告文字与检查、患者或其自身不符',
      remedy: '在报告下方逐条改正,或按 Alt+O 保留,再签名。',
    },
    en: {
      message: 'The text of the report is at odds with the exam, the patient or itself',
      remedy: 'Put right each remark under the report, or keep it with Alt+O, then sign.',
    },
  },
  'template-not-yours': {
    'zh-CN': { message: '不能更改此模板', remedy: '内置与共用模板请另存为自己的模板,或请管理员更改。' },
    en: {
      message: 'This template is not yours to change',
      remedy: 'Save it as one of your own, or ask an administrator.',
    },
  },
  'template-unreadable': {
    'zh-CN': {
      message: '无法读取模板文件 {name}:{detail}',
      remedy: '请选择本系统导出的 JSON 或 IHE MRRT 模板(HTML)。',
    },
    en: {
      message: 'The template file {name} cannot be read: {detail}',
      remedy: 'Choose a JSON file exported here or an IHE MRRT template (HTML).',
    },
  },
  'pdf-unsigned': {
    'zh-CN': {
      message: 'PDF 中没有电子签名',
      remedy: '请核对同名的 JSON 报告,或向诊断中心索取已签名的 PDF。',
    },
    en: {
      message: 'The PDF holds no signature',
      remedy: 'Verify the JSON report of the same name, or ask the centre for the signed PDF.',
    },
  },
  'case-altered': {
    'zh-CN': { message: '封存的检查已被改动:{file}', remedy: '请向诊断中心索取原件,勿使用此文件。' },
    en: {
      message: 'The sealed case was altered: {file}',
      remedy: 'Ask the centre for the original; do not rely on this file.',
    },
  },
  'report-empty': {
    'zh-CN': { message: '报告内容为空', remedy: '请填写所见与诊断意见。' },
    en: { message: 'The report is empty', remedy: 'Write findings and an impression.' },
  },
  'paper-code-unknown': {
    'zh-CN': { message: '这不是远诊报告的二维码', remedy: '请扫描报告右上角的二维码。' },
    en: {
      message: 'This is not the code of a Yuanzhen report',
      remedy: 'Scan the code at the upper right of the report.',
    },
  },
  'paper-code-altered': {
    'zh-CN': {
      message: '纸质报告与存档内容不符',
      remedy: '请勿使用这张纸质报告;请按姓名找到检查,重新打印存档的报告。',
    },
    en: {
      message: 'The paper does not agree with the report that is kept',
      remedy: 'Do not use this paper; find the exam by name and print the report again.',
    },
  },
  'report-not-found': {
    'zh-CN': { message: '没有找到报告 {report}', remedy: '请刷新后重试。' },
    en: { message: 'The report {report} was not found', remedy: 'Refresh and try again.' },
  },
  'signature-invalid': {
    'zh-CN': { message: '签名校验失败:{detail}', remedy: '报告未被接受;请重新签名。' },
    en: {
      message: 'The signature is not valid: {detail}',
      remedy: 'The report was not accepted; sign again.',
    },
  },
  'certificate-invalid': {
    'zh-CN': { message: '签名证书无效:{detail}', remedy: '请联网重新登录以更新证书。' },
    en: {
      message: 'The certificate is not valid: {detail}',
      remedy: 'Sign in again while linked to renew it.',
    },
  },
  'images-changed': {
    'zh-CN': { message: '图像集在书写期间发生变化', remedy: '请查看新到图像后再签发。' },
    en: {
      message: 'The image set changed while the report was written',
      remedy: 'Look at the new images, then sign.',
    },
  },
  'identity-conflict': {
    'zh-CN': {
      message: '同一图像有两个不同版本(身份冲突)',
      remedy: '两版比对完毕、确有差异时由申请机构指明以哪一版为准后才能签发。',
    },
    en: {
      message: 'One image came in two different versions (identity conflict)',
      remedy:
        'They must be compared, and where they differ the township must say which one is right, before anything is signed.',
    },
  },
  'identity-unsettled': {
    'zh-CN': { message: '患者身份待核对', remedy: '请先确认申请单与图像属于同一患者。' },
    en: {
      message: 'The identity of the patient is not settled',
      remedy: 'Settle first that order and images belong to one patient.',
    },
  },
  'report-superseded': {
    'zh-CN': {
      message: '该检查已由 {member} 签发另一份报告',
      remedy: '请先阅读已签发的报告,再重新签发;您的这份保留为「未采用」。',
    },
    en: {
      message: 'Another report was committed by {member}',
      remedy: 'Read the one that stands, then sign again; yours is kept as not adopted.',
    },
  },
  'version-signed': {
    'zh-CN': {
      message: '{member} 已在同一次接诊中签发本报告第 {version} 版',
      remedy:
        '请先阅读已签发的一份;有不同意见时,在其后再签一版(正式报告、更正或补充)。您的这份保留为「未采用」。',
    },
    en: {
      message: '{member} has signed version {version} of this report under the same claim',
      remedy:
        'Read it first; what differs goes into a version after it (the final report, a correction or an addendum). Yours is kept as not adopted.',
    },
  },
  'review-own': {
    'zh-CN': { message: '不能审核本人书写的报告', remedy: '须由另一位有审核权限的医师审核。' },
    en: {
      message: 'Nobody reviews his own report',
      remedy: 'Another doctor with the right to review has to do it.',
    },
  },
  'report-withdrawn': {
    'zh-CN': { message: '原报告已撤回,不能再补充', remedy: '请以「无需修改」结束补阅,并电话告知申请机构。' },
    en: {
      message: 'The report was withdrawn: nothing can be added to it',
      remedy: 'End the follow-up with "No change" and telephone the township.',
    },
  },
  'report-unchanged': {
    'zh-CN': { message: '更正报告与原报告相同', remedy: '请先修改文字,或放弃更正。' },
    en: {
      message: 'The corrected report says the same as the former one',
      remedy: 'Change the text first, or let the correction be.',
    },
  },
  'font-lacks-glyph': {
    'zh-CN': { message: '字体缺少字符 {glyph}', remedy: '请改用其他写法。' },
    en: { message: 'The font lacks the glyph {glyph}', remedy: 'Write it in another way.' },
  },
  'report-altered': {
    'zh-CN': { message: '报告内容与签名不符', remedy: '该报告不可信;请联系签发机构。' },
    en: {
      message: 'The report does not match its signature',
      remedy: 'Do not trust it; contact the issuing site.',
    },
  },
  'pdf-missing': {
    'zh-CN': { message: '中心尚未收到报告 PDF {sha256}', remedy: '请先上传 PDF,再提交报告。' },
    en: {
      message: 'The exchange does not hold the PDF {sha256}',
      remedy: 'Put the PDF first, then the report.',
    },
  },
  'signing-blocked': {
    'zh-CN': { message: '不能签发:{block}', remedy: '请先处理该项,或选择原因后继续。' },
    en: { message: 'Signing is blocked: {block}', remedy: 'Settle it first, or go on with a reason.' },
  },
} as const;
