/** Words of 机器提示危急: what a critical rule said, and the two keys that answer it. */
import { bilingual } from '../bilingual.ts';

export const criticalWords = bilingual(
  {
    'critical.unconfirmed': '机器提示危急,待确认',
    'critical.confirmed': '危急,医师已确认',
    'critical.lane': '危急',
    'critical.notice': '机器提示危急,待确认:{{findings}}',
    'critical.notice.confirmed': '{{name}} 已确认危急:{{findings}}',
    'critical.notice.rejected': '{{name}} 已否定机器危急提示:{{findings}}',
    'critical.confirm': '确认危急',
    'critical.reject': '否定',
    'critical.confirmed.done': '已确认危急',
    'critical.rejected.done': '已否定,检查回到原位',
    'critical.queued': '已记录,连接恢复后送达',
    'critical.ruleSet.zhejiang': '浙江',
    'critical.ruleSet.shanxi': '山西',
    'critical.ruleSet.national-2017': '全国共识 2017',
  },
  {
    'critical.unconfirmed': 'Machine says critical, to be confirmed',
    'critical.confirmed': 'Critical, confirmed by a doctor',
    'critical.lane': 'Critical',
    'critical.notice': 'Machine says critical, to be confirmed: {{findings}}',
    'critical.notice.confirmed': 'Confirmed as critical by {{name}}: {{findings}}',
    'critical.notice.rejected': 'Rejected as not critical by {{name}}: {{findings}}',
    'critical.confirm': 'Confirm critical',
    'critical.reject': 'Reject',
    'critical.confirmed.done': 'Confirmed as critical',
    'critical.rejected.done': 'Rejected; the task goes back to its place',
    'critical.queued': 'Recorded; sent when the link returns',
    'critical.ruleSet.zhejiang': 'Zhejiang',
    'critical.ruleSet.shanxi': 'Shanxi',
    'critical.ruleSet.national-2017': 'National consensus 2017',
  },
);
