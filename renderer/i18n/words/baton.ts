/** Words of 转交: a case that is passed to a colleague who is there. */
import { bilingual } from '../bilingual.ts';

export const batonWords = bilingual(
  {
    'baton.pass': '转交给同事',
    'baton.take': '接过',
    'baton.title': '转交 {{name}} 给哪位同事?',
    'baton.text':
      '报告草稿、测量标注与视图一并转交;对方接过之前检查仍在您名下,时限不停。60 秒无人接过即失效。',
    'baton.idle': '空闲',
    'baton.busy': '阅片中',
    'baton.nobody': '目前没有其他在岗且有权诊断此检查的医师。',
    'baton.offered': '{{name}} 请您接手',
    'baton.waits': '等待 {{name}} 接过,检查仍在您名下',
    'baton.declined': '{{name}} 未接:{{reason}};检查仍在您名下',
    'baton.lapsed': '{{name}} 未在 60 秒内接过;检查仍在您名下',
    'baton.left': '剩 {{time}}',
    'baton.decline': '婉拒',
    'baton.withdraw': '收回',
    'baton.read': '知道了',
    'baton.reason.busy': '正在处理更紧急的检查',
    'baton.reason.beyond': '超出本人专业范围',
    'baton.reason.leaving': '即将离岗',
  },
  {
    'baton.pass': 'Pass to a colleague',
    'baton.take': 'Take it',
    'baton.title': 'Pass {{name}} to whom?',
    'baton.text':
      'Draft, measurements and view go along. The case is yours until it is taken, and the clock runs on; after 60 seconds the offer is over.',
    'baton.idle': 'free',
    'baton.busy': 'reading',
    'baton.nobody': 'Nobody else who may read this case is at a window now.',
    'baton.offered': '{{name}} asks you to take over',
    'baton.waits': 'Waiting for {{name}}; the case is still yours',
    'baton.declined': '{{name}} declined: {{reason}}; the case is still yours',
    'baton.lapsed': '{{name}} did not take it within 60 seconds; the case is still yours',
    'baton.left': '{{time}} left',
    'baton.decline': 'Decline',
    'baton.withdraw': 'Take back',
    'baton.read': 'Dismiss',
    'baton.reason.busy': 'Busy with a more urgent case',
    'baton.reason.beyond': 'Outside my field',
    'baton.reason.leaving': 'About to leave',
  },
);
