/** Words of the room for long recordings, in both languages. */
import type { LongEventKind } from '#shared/ecg/long/long-events.ts';
import type { Language } from '#shared/failure.ts';

export interface LongWords {
  readonly overview: string;
  readonly overviewLead: string;
  readonly overviewFailed: string;
  readonly rateTrend: string;
  readonly events: string;
  readonly eventsHint: string;
  readonly noEvents: string;
  readonly nextEvent: string;
  readonly previousEvent: string;
  readonly analysing: (percent: number) => string;
  readonly analysisFailed: string;
  readonly machine: string;
  readonly loadingStretch: string;
  readonly retry: string;
  readonly kinds: Readonly<Record<Exclude<LongEventKind, `mark ${string}`>, string>>;
  readonly mark: (name: string) => string;
  readonly mean: string;
  readonly fastestHour: string;
  readonly slowestHour: string;
  readonly fastestMinute: string;
  readonly slowestMinute: string;
  readonly longestRr: string;
  readonly shortestRr: string;
  readonly pauseFlat: string;
  readonly perMinute: string;
  readonly beats: string;
  readonly insert: string;
  readonly duration: (hours: number, minutes: number) => string;
  readonly summary: (facts: readonly string[], duration: string) => string;
  readonly pagesHint: string;
  readonly allLeads: string;
  readonly place: string;
  readonly sinceStart: string;
  readonly stretch: string;
}

export const longWords: Readonly<Record<Language, LongWords>> = {
  'zh-CN': {
    overview: '全程概览',
    overviewLead: '概览导联',
    overviewFailed: '未能得到全程概览',
    rateTrend: '心率趋势',
    events: '事件',
    eventsHint: '选一类,J / Shift+J 到下一处 / 上一处',
    noEvents: '没有事件',
    nextEvent: '下一处',
    previousEvent: '上一处',
    analysing: (percent) => `正在分析全程 ${percent}%`,
    analysisFailed: '未能自动分析全程',
    machine: '机器测量,未确认',
    loadingStretch: '正在读取…',
    retry: '重试',
    kinds: {
      critical: '机器提示危急',
      'ventricular-runs': '室性连发(≥3)',
      rolling: '室颤 / 室扑样波',
      pauses: '停搏(≥2 s)',
      ventricular: '室性早搏',
      supraventricular: '室上性早搏',
      paced: '起搏',
      unknown: '未定心搏',
      'other-shape': 'QRS 主形与全程不同',
      lost: '无信号',
    },
    mark: (name) => `文件标记 ${name}`,
    mean: '平均心率',
    fastestHour: '最快一小时',
    slowestHour: '最慢一小时',
    fastestMinute: '最快一分钟',
    slowestMinute: '最慢一分钟',
    longestRr: '最长 RR',
    shortestRr: '最短 RR',
    pauseFlat: '直线,导联可能脱落',
    perMinute: '次/分',
    beats: '心搏',
    insert: '摘要插入报告',
    duration: (hours, minutes) => `${hours} 小时 ${minutes} 分`,
    summary: (facts, duration) => `动态心电图 ${duration}(机器测量,请核对):${facts.join(',')}。`,
    pagesHint: '滚轮、← →、PageUp / PageDown、Home / End 移动;拖动时间轴或概览移动',
    allLeads: '全部导联',
    place: '当前位置',
    sinceStart: '自开始',
    stretch: '本段测量',
  },
  en: {
    overview: 'Overview',
    overviewLead: 'Overview lead',
    overviewFailed: 'No overview could be made',
    rateTrend: 'Rate trend',
    events: 'Events',
    eventsHint: 'Choose a kind; J / Shift+J go to the next / previous one',
    noEvents: 'No events',
    nextEvent: 'Next',
    previousEvent: 'Previous',
    analysing: (percent) => `Analysing the recording ${percent}%`,
    analysisFailed: 'The recording could not be analysed',
    machine: 'Machine measured, unconfirmed',
    loadingStretch: 'Reading…',
    retry: 'Try again',
    kinds: {
      critical: 'Machine says critical',
      'ventricular-runs': 'Ventricular runs (≥3)',
      rolling: 'Fibrillation-like waves',
      pauses: 'Pauses (≥2 s)',
      ventricular: 'Ventricular beats',
      supraventricular: 'Supraventricular beats',
      paced: 'Paced beats',
      unknown: 'Unknown beats',
      'other-shape': 'QRS unlike the rest',
      lost: 'No signal',
    },
    mark: (name) => `File mark ${name}`,
    mean: 'Mean rate',
    fastestHour: 'Fastest hour',
    slowestHour: 'Slowest hour',
    fastestMinute: 'Fastest minute',
    slowestMinute: 'Slowest minute',
    longestRr: 'Longest RR',
    shortestRr: 'Shortest RR',
    pauseFlat: 'flat line, lead may be off',
    perMinute: 'bpm',
    beats: 'Beats',
    insert: 'Summary into report',
    duration: (hours, minutes) => `${hours} h ${minutes} min`,
    summary: (facts, duration) =>
      `Ambulatory ECG over ${duration} (machine measured, to be checked): ${facts.join(', ')}.`,
    pagesHint: 'Wheel, ← →, PageUp / PageDown, Home / End move; drag the time axis or the overview',
    allLeads: 'All leads',
    place: 'Place',
    sinceStart: 'since start',
    stretch: 'This stretch',
  },
};
