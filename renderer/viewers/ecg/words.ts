/** Every word of the ECG viewer, in both languages. */
import type { ColumnMode, LeadPresence } from '#shared/ecg/tracing.ts';
import type { Language } from '#shared/failure.ts';
import { type FilterWords, filterWords } from './filter-words.ts';

export interface EcgWords {
  readonly filters: FilterWords;
  readonly viewer: string;
  readonly loading: string;
  readonly empty: string;
  readonly emptyRemedy: string;
  readonly painterFailed: string;
  readonly layout: string;
  readonly panels: string;
  readonly gain: string;
  readonly speed: string;
  readonly columns: string;
  readonly mode: Readonly<Record<ColumnMode, string>>;
  readonly modeLong: Readonly<Record<ColumnMode, string>>;
  readonly calipers: string;
  readonly timeCaliper: string;
  readonly voltageCaliper: string;
  readonly deleteCaliper: string;
  readonly copy: string;
  readonly fit: string;
  readonly trueScale: string;
  readonly fitted: string;
  readonly darkPaper: string;
  readonly pinkPaper: string;
  readonly keys: string;
  readonly previousPage: string;
  readonly nextPage: string;
  readonly rhythmLead: string;
  readonly leadShown: string;
  readonly leadOrder: string;
  readonly march: string;
  readonly deviceUnconfirmed: string;
  readonly deviceConfirmed: string;
  readonly filter: string;
  readonly filterDevice: string;
  readonly filterUnknown: string;
  readonly filterVaries: string;
  readonly notch: string;
  readonly perMinute: string;
  readonly noSignal: string;
  readonly leftOut: string;
  readonly shifted: string;
  readonly hint: string;
  readonly leg: Readonly<Record<'from' | 'to' | 'both', string>>;
  readonly presence: Readonly<Record<LeadPresence, string>>;
}

export const ecgWords: Readonly<Record<Language, EcgWords>> = {
  'zh-CN': {
    filters: filterWords['zh-CN'],
    viewer: '心电图',
    loading: '正在读取心电波形…',
    empty: '此文件中没有心电波形',
    emptyRemedy: '请联系送诊医疗机构重新发送,或退回重做。',
    painterFailed: '浏览器无法绘图(没有 2D 画布)。请重启本程序;仍不行请换一台电脑阅图。',
    layout: '布局',
    panels: '分析',
    gain: '增益 mm/mV',
    speed: '走纸 mm/s',
    columns: '各列时间',
    mode: { continuous: '连续', simultaneous: '同步' },
    modeLong: { continuous: '各列时间连续', simultaneous: '各列同步' },
    calipers: '分规',
    timeCaliper: '时间分规',
    voltageCaliper: '电压分规',
    deleteCaliper: '删除分规',
    copy: '复制测量值',
    fit: '适应窗口',
    trueScale: '真实比例',
    fitted: '适应窗口,实际',
    darkPaper: '深色底',
    pinkPaper: '粉色心电图纸',
    keys: '快捷键',
    previousPage: '上一页',
    nextPage: '下一页',
    rhythmLead: '节律导联',
    leadShown: '导联',
    leadOrder: '导联顺序',
    march: '等距行进',
    deviceUnconfirmed: '设备自动结论(未确认)',
    deviceConfirmed: '设备自动结论(文件注明已经医师确认)',
    filter: '滤波',
    filterDevice: '设备',
    filterUnknown: '设备未注明',
    filterVaries: '各导联不同',
    notch: '陷波',
    perMinute: '次/分',
    noSignal: '无信号',
    leftOut: '本布局未显示导联',
    shifted: '基线已平移',
    hint: '在图上拖动以测量;Shift 拖动测电压',
    leg: { from: '起点', to: '终点', both: '整体' },
    presence: {
      present: '',
      'partly-missing': '部分脱落',
      flat: '直线(导联可能脱落)',
      detached: '导联脱落',
      absent: '导联缺失',
    },
  },
  en: {
    filters: filterWords.en,
    viewer: 'ECG',
    loading: 'Reading the ECG waveform…',
    empty: 'This file holds no ECG waveform',
    emptyRemedy: 'Ask the sending site to send it again, or send the exam back for a retake.',
    painterFailed:
      'The browser cannot draw (no 2D canvas). Restart the program; if that fails, read on another PC.',
    layout: 'Layout',
    panels: 'Analysis',
    gain: 'Gain mm/mV',
    speed: 'Speed mm/s',
    columns: 'Columns',
    mode: { continuous: 'Continuous', simultaneous: 'Simultaneous' },
    modeLong: { continuous: 'columns continuous in time', simultaneous: 'columns simultaneous' },
    calipers: 'Calipers',
    timeCaliper: 'Time caliper',
    voltageCaliper: 'Voltage caliper',
    deleteCaliper: 'Delete caliper',
    copy: 'Copy measurement',
    fit: 'Fit to window',
    trueScale: 'True scale',
    fitted: 'fitted, truly',
    darkPaper: 'Dark paper',
    pinkPaper: 'Pink ECG paper',
    keys: 'Keys',
    previousPage: 'Previous page',
    nextPage: 'Next page',
    rhythmLead: 'Rhythm lead',
    leadShown: 'Lead',
    leadOrder: 'Lead order',
    march: 'March',
    deviceUnconfirmed: 'Device statement (unconfirmed)',
    deviceConfirmed: 'Device statement (confirmed by a physician according to the file)',
    filter: 'Filter',
    filterDevice: 'device',
    filterUnknown: 'not stated by the device',
    filterVaries: 'differs by lead',
    notch: 'notch',
    perMinute: 'bpm',
    noSignal: 'no signal',
    leftOut: 'Leads not shown in this layout',
    shifted: 'Baseline shifted',
    hint: 'Drag on the trace to measure; Shift-drag for voltage',
    leg: { from: 'start', to: 'end', both: 'whole' },
    presence: {
      present: '',
      'partly-missing': 'partly off',
      flat: 'flat line (lead may be off)',
      detached: 'lead off',
      absent: 'lead missing',
    },
  },
};
