/** Words of the archive: space, checks, what is lost. */
import { bilingual } from '../bilingual.ts';

export const archiveWords = bilingual(
  {
    'archive.title': '存储与核对',
    'archive.space': '已用 {{used}} · 可用 {{free}} / {{total}}',
    'archive.reserve': '保留 {{reserve}} 用于签发与回传',
    'archive.ballastUsed': '磁盘曾写满,备用空间已释放;腾出空间后自动恢复。',
    'archive.quota': '本站配额(GB)',
    'archive.quotaNone': '不限',
    'archive.quotaHint': '达到配额后不再接收新检查,签发与回传不受影响。',
    'archive.check': '全库核对',
    'archive.checkNow': '立即核对',
    'archive.checking': '正在核对',
    'archive.checkNever': '尚未核对过;每晚 1–5 时自动进行。',
    'archive.checkLine': '{{objects}} 个对象 · {{bytes}} · 损坏 {{damaged}} · 缺失 {{missing}}',
    'archive.lost': '待找回的对象',
    'archive.lostNone': '没有损坏或缺失的对象。',
    'archive.why.damaged': '已损坏',
    'archive.why.missing': '缺失',
    'archive.lostWaiting': '等待从交换中心重新获取',
    'archive.reportPdf': '报告文件',
    'archive.bandOpen': '查看存储',
    'archive.bandLost': '核对发现 {{count}} 个对象损坏或缺失',
    'archive.bandLostRemedy':
      '已隔离,正从交换中心重新获取;若长时间未恢复,请联系原送诊机构重新发送并检查磁盘。',
  },
  {
    'archive.title': 'Storage and checks',
    'archive.space': '{{used}} used · {{free}} of {{total}} free',
    'archive.reserve': '{{reserve}} are kept for signing and returning',
    'archive.ballastUsed':
      'The disk was full and the ballast was given up; it comes back when there is space.',
    'archive.quota': 'Quota of this station (GB)',
    'archive.quotaNone': 'none',
    'archive.quotaHint': 'At the quota nothing new is taken; signing and returning go on.',
    'archive.check': 'Check of the whole vault',
    'archive.checkNow': 'Check now',
    'archive.checking': 'Checking',
    'archive.checkNever': 'Not checked yet; it happens every night between 1 and 5.',
    'archive.checkLine': '{{objects}} objects · {{bytes}} · {{damaged}} damaged · {{missing}} missing',
    'archive.lost': 'Objects to be got back',
    'archive.lostNone': 'No object is damaged or missing.',
    'archive.why.damaged': 'damaged',
    'archive.why.missing': 'missing',
    'archive.lostWaiting': 'waits to be fetched from the exchange',
    'archive.reportPdf': 'report file',
    'archive.bandOpen': 'See the store',
    'archive.bandLost': 'Objects that the check found damaged or missing: {{count}}',
    'archive.bandLostRemedy':
      'Set aside and being fetched from the exchange; if they do not come back, ask the site to send again and check the disk.',
  },
);
