/** Words of the serial comparison, in both languages. */
import type { Language } from '#shared/failure.ts';
import type { ComparedName } from '#shared/measure/compare-ecgs.ts';

export interface SerialWords {
  readonly title: string;
  readonly waiting: string;
  readonly before: (date: string) => string;
  readonly now: string;
  readonly change: string;
  readonly names: Readonly<Record<ComparedName, string>>;
  readonly perMinute: string;
  readonly overlay: string;
  readonly noMedian: string;
  readonly insert: string;
  readonly lapse: string;
  readonly play: string;
  readonly pause: string;
  readonly date: string;
  /** Head of the column of the greatest ST change until the present ECG. */
  readonly stMost: string;
  readonly waitingOne: string;
  readonly tooLong: string;
  readonly sentenceHead: (date: string) => string;
  readonly stHead: string;
  readonly stNone: string;
  readonly comma: string;
  readonly stop: string;
}

export const serialWords: Readonly<Record<Language, SerialWords>> = {
  'zh-CN': {
    title: '前后对比',
    waiting: '正在测量两份心电图…',
    before: (date) => `前次 ${date}`,
    now: '本次',
    change: '变化',
    names: {
      hr: '心率',
      pr: 'PR',
      qrs: 'QRS',
      qt: 'QT',
      qtcBazett: 'QTcB',
      qtcFridericia: 'QTcF',
      pAxis: 'P 电轴',
      qrsAxis: 'QRS 电轴',
      tAxis: 'T 电轴',
    },
    perMinute: '次/分',
    overlay: '中位搏动按 QRS 起点重叠:粗黑线为本次,蓝线为前次',
    noMedian: '其中一份没有中位搏动,不能重叠',
    insert: '插入报告',
    lapse: '历次心电图',
    play: '按时间播放',
    pause: '暂停',
    date: '日期',
    stMost: 'ST 变化最大',
    waitingOne: '正在取回并测量…',
    tooLong: '长程记录不能逐份对比,请在图上查看',
    sentenceHead: (date) => `与 ${date} 心电图比较:`,
    stHead: 'ST(J+60)变化达 0.1 mV 的导联:',
    stNone: '各导联 ST(J+60)变化均小于 0.1 mV',
    comma: ',',
    stop: '。',
  },
  en: {
    title: 'Serial comparison',
    waiting: 'Measuring both ECGs…',
    before: (date) => `Before ${date}`,
    now: 'Now',
    change: 'Change',
    names: {
      hr: 'rate',
      pr: 'PR',
      qrs: 'QRS',
      qt: 'QT',
      qtcBazett: 'QTcB',
      qtcFridericia: 'QTcF',
      pAxis: 'P axis',
      qrsAxis: 'QRS axis',
      tAxis: 'T axis',
    },
    perMinute: 'bpm',
    overlay: 'Median beats overlaid at QRS onset: thick line now, blue line before',
    noMedian: 'One of them has no median beat: no overlay',
    insert: 'Insert into report',
    lapse: 'All ECGs',
    play: 'Play in time',
    pause: 'Pause',
    date: 'Date',
    stMost: 'Greatest ST change',
    waitingOne: 'Fetching and measuring…',
    tooLong: 'A recording of hours is not compared beat by beat: look at the tracing',
    sentenceHead: (date) => `Compared with the ECG of ${date}: `,
    stHead: 'ST (J+60) changed by 0.1 mV or more in ',
    stNone: 'ST (J+60) changed by less than 0.1 mV in every lead',
    comma: ', ',
    stop: '.',
  },
};
