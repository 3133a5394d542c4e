/** Words of 静默报警. */
import { bilingual } from '../bilingual.ts';

export const silenceWords = bilingual(
  {
    'silence.site': '静默报警:{{site}}',
    'silence.own': '本院静默报警:请检查设备、网络与工作站',
    'silence.since': '已 {{time}} 没有送诊,往常此时约 {{usual}} 例',
    'silence.more_one': '另有 {{count}} 家',
    'silence.more_other': '另有 {{count}} 家',
    'silence.note': '已知悉,原因…',
    'silence.noted': '{{name}}:{{reason}}',
    'silence.reason.holiday': '节假日或停诊',
    'silence.reason.power': '停电',
    'silence.reason.network': '网络中断',
    'silence.reason.device': '设备故障',
    'silence.reason.called': '已电话联系,无异常',
    'silence.reason.other': '其他',
    'silence.alert': '静默报警',
  },
  {
    'silence.site': 'Silent: {{site}}',
    'silence.own': 'Nothing is sent from here: check devices, network and station',
    'silence.since': 'no study for {{time}}, usually about {{usual}} by now',
    'silence.more_one': '{{count}} more site',
    'silence.more_other': '{{count}} more sites',
    'silence.note': 'Noted, because…',
    'silence.noted': '{{name}}: {{reason}}',
    'silence.reason.holiday': 'holiday or closed',
    'silence.reason.power': 'power cut',
    'silence.reason.network': 'network down',
    'silence.reason.device': 'device out of order',
    'silence.reason.called': 'telephoned, all is well',
    'silence.reason.other': 'other',
    'silence.alert': 'Site silent',
  },
);
