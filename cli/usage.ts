/** The commands there are and how each is typed, for `yuanzhen --help` and for the refusal of a wrong call. */
import type { Language } from '#shared/failure.ts';

interface Usage {
  readonly line: string;
  readonly 'zh-CN': string;
  readonly en: string;
}

const usages = {
  exchange: {
    line: 'exchange --data DIR --listen HOST:PORT [--tls-cert FILE --tls-key FILE] [--simulation]',
    'zh-CN': '运行区域交换中心',
    en: 'run the exchange of a region',
  },
  station: {
    line: 'station --data DIR --role clinic|reader --exchange URL --name SITE --dicom HOST:PORT --aet AE --allow AE[@HOST]|any [--dicom-tls-cert F --dicom-tls-key F --dicom-tls-ca F] --watch DIR --hosted HOST:PORT --token SECRET [--signer PROGRAM [--signer-algorithm SM2|ES256]]',
    'zh-CN': '运行一个工作站(乡镇端 clinic 或阅片端 reader)',
    en: 'run a station: the township end (clinic) or the reading end (reader)',
  },
  member: {
    line: 'member add|site|revoke|revocations --data DIR --type person|station|site --name N [--site S] [--rights …] [--licence L] [--tier village|township|city|higher] [--phone P] [--chest-pain] [--out FILE] [--json]',
    'zh-CN':
      '登记用户、工作站或医疗机构(--tier 村卫生室/乡镇卫生院/县市级医院/上级医院);site --name N 修改机构级别与电话;revoke --name N 吊销其签名证书;revocations --out FILE 导出吊销列表(CRL)',
    en: "enrol a person, a station or a site (--tier of the four); site --name N changes a site's tier and telephone; revoke --name N revokes a person's certificates; revocations --out FILE writes the list of revoked ones (CRL)",
  },
  escalation: {
    line: 'escalation --data DIR [--rules FILE] [--json]',
    'zh-CN': '查看或设置超时提醒:百分比、值班组长、电话名单,按检查类别与医疗机构',
    en: 'show or set the escalation ladder: percentages, duty leader and telephone lists by kind and site',
  },
  review: {
    line: 'review --data DIR [--rules FILE] [--json]',
    'zh-CN': '查看或设置须两位医师签发的范围:按检查类别、医疗机构与时段',
    en: 'show or set where two doctors are required, by kind, site and hour',
  },
  quality: {
    line: 'quality --data DIR [--rules FILE] [--json]',
    'zh-CN': '查看或设置签发前须评图像质量的范围:按检查类别与医疗机构',
    en: 'show or set where the images must be scored before a report, by kind and site',
  },
  roster: {
    line: 'roster --data DIR [--rules FILE] [--json]',
    'zh-CN': '查看或设置派诊:排班与专长、检查权重、转二组的排队数、自动派诊',
    en: 'show or set the roster with skills, the weights of exams, when the second group helps, automatic assignment',
  },
  tasks: {
    line: 'tasks --exchange URL --token T [--state S] [--all] [--json]',
    'zh-CN': '列出检查',
    en: 'list the tasks',
  },
  claim: {
    line: 'claim TASK --exchange URL --token T [--take-over] [--json]',
    'zh-CN': '接诊',
    en: 'claim a task',
  },
  report: {
    line: 'report TASK --findings TEXT --impression TEXT --exchange URL --token T [--preliminary] [--recording N] [--keys DIR] [--save DIR] [--json]',
    'zh-CN': '书写报告;心电图检查的每份记录都打印,--recording N 只打印第 N 份',
    en: 'write a report; every recording of an ECG study is printed, --recording N prints the Nth alone',
  },
  sign: {
    line: 'sign TASK --exchange URL --token T [--as preliminary|final] [--recording N] [--keys DIR] [--save DIR] [--json]',
    'zh-CN': '签发报告;心电图检查的每份记录都打印,--recording N 只打印第 N 份',
    en: 'sign a report; every recording of an ECG study is printed, --recording N prints the Nth alone',
  },
  acknowledge: {
    line: 'acknowledge TASK --exchange URL --token T [--member ID] [--save DIR] [--json]',
    'zh-CN': '签收报告',
    en: 'acknowledge a report',
  },
  inspect: {
    line: 'inspect PATH… [--json]',
    'zh-CN': '说明文件是什么、是否完整',
    en: 'say what a file is and whether it is complete',
  },
  pixels: {
    line: 'pixels FILE… [--json]',
    'zh-CN': '解码像素并给出校验值',
    en: 'decode the pixels and give their hash',
  },
  ecg: {
    line: 'ecg FILE… [--lead N] [--pdf OUT [--gain MM] [--speed MM]] [--json]',
    'zh-CN':
      '读出心电图导联与幅值,检出心搏并测量(机器结果,未经确认);--pdf 按比例打印到 OUT(默认 10 mm/mV、25 mm/s)',
    en: 'read the leads and amplitudes of an ECG, find its beats and measure it (unconfirmed); --pdf prints it to scale (10 mm/mV and 25 mm/s unless given)',
  },
  convert: {
    line: 'convert FILE… --to dicom-12-lead|dicom-general --out DIR [--json]',
    'zh-CN': '把任何心电图转换为 DICOM 波形对象,原件保留在旁',
    en: 'convert any ECG to a DICOM waveform object, the original kept beside it',
  },
  send: {
    line: 'send PATH… --exchange URL --token T --order FILE [--same-patient] [--json]',
    'zh-CN': '不经工作站直接送诊',
    en: 'deposit files without a station',
  },
  forward: {
    line: 'forward STUDY_UID… --to AE@HOST:PORT [--tls] (--data DIR | --pipe PATH --pipe-secret-file FILE) [--json]',
    'zh-CN': '把检查转发到其他 DICOM 节点',
    en: 'send studies on to another DICOM node',
  },
  archive: {
    line: 'archive TASK --data DIR --to FILE.zip [--json]',
    'zh-CN': '把一例检查(报告、PDF、图像、审计)封存为一个可离线核验的文件',
    en: 'seal a case (reports, PDFs, objects, audit) into one file that verifies offline',
  },
  verify: {
    line: 'verify FILE… [--ca FILE] [--crl FILE] [--pdf FILE] [--json]',
    'zh-CN': '离线核验签名:报告 JSON、报告 PDF(PAdES)、封存的检查(zip)、导出的审计记录(jsonl)',
    en: 'verify signed reports, JSON or PDF (PAdES), sealed cases (zip) and parts of the audit (jsonl), no network needed',
  },
  audit: {
    line: 'audit --data DIR [--anchor --reason TEXT] [--json]',
    'zh-CN': '核验工作站或交换中心的审计记录链;查明断点后恢复本机签发(--anchor,仅工作站)',
    en: "walk the audit chain of a station's or an exchange's data; at a station, go on after a break that was found out about",
  },
  backup: {
    line: 'backup --data DIR --to DIR [--incremental] [--with-keys] [--link] [--json]',
    'zh-CN': '备份工作站或交换中心的数据(可在运行中进行)',
    en: "back up a station's or an exchange's data, also while it runs",
  },
  retention: {
    line: 'retention --data DIR [--rules FILE] [--dry-run | --apply | --hold STUDY_UID --reason TEXT | --release STUDY_UID --reason TEXT] [--json]',
    'zh-CN': '按保存期限规则列出(默认)或清理可移除的检查;可保全检查',
    en: 'list what the retention rules would remove (the default), remove it, or put a study on hold',
  },
  restore: {
    line: 'restore --from DIR --data NEWDIR [--snapshot NAME] [--json]',
    'zh-CN': '把备份恢复到新目录,并逐行逐文件核对',
    en: 'restore a backup into a new folder and verify every row and file',
  },
} as const satisfies Record<string, Usage>;

export type CommandName = keyof typeof usages;

export const commandNames = Object.keys(usages).filter(isCommandName);

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(usages, name);
}

/** The help of one command, or of all of them. */
export function usageText(language: Language, name?: CommandName): string {
  if (name !== undefined) return `yuanzhen ${usages[name].line}\n  ${usages[name][language]}`;
  const title = language === 'en' ? 'yuanzhen COMMAND [--lang zh-CN|en]' : 'yuanzhen 命令 [--lang zh-CN|en]';
  const codes =
    language === 'en'
      ? 'exit code: 0 all well, 1 something refused, 2 wrong usage'
      : '退出码:0 全部成功,1 有被拒绝的,2 用法有误';
  return [
    title,
    ...commandNames.map((each) => `\n  ${usages[each].line}\n      ${usages[each][language]}`),
    `\n${codes}`,
  ].join('\n');
}
