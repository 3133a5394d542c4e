/** Words of layouts and display filters, in both languages. */
import type { LeadOrder, TracingLayout } from '#shared/ecg/tracing.ts';
import type { Language } from '#shared/failure.ts';

export interface FilterWords {
  readonly highPass: string;
  readonly lowPass: string;
  readonly notch: string;
  readonly baseline: string;
  readonly off: string;
  /** What the picture went through, as it stands in the status line and at the foot of the paper. */
  readonly shown: string;
  readonly shownUnfiltered: string;
  readonly narrow: string;
  readonly unfilter: string;
  readonly layout: (layout: TracingLayout) => string;
  readonly order: Readonly<Record<LeadOrder, string>>;
  readonly orderLong: string;
  readonly furtherLeads: string;
}

const times = (layout: TracingLayout): string => layout.replace('x', '×');

export const filterWords: Readonly<Record<Language, FilterWords>> = {
  'zh-CN': {
    highPass: '高通',
    lowPass: '低通',
    notch: '陷波',
    baseline: '去基线漂移',
    off: '关',
    shown: '显示',
    shownUnfiltered: '显示未滤波',
    narrow: '显示滤波窄于诊断带宽 0.05–150 Hz:ST 段、低幅与高频成分会变形;测量值仍取自原始信号',
    unfilter: '恢复未滤波 (0)',
    layout: (layout) => (layout === 'single' ? '单导联' : times(layout)),
    order: { standard: '标准', cabrera: 'Cabrera' },
    orderLong: 'Cabrera 顺序,aVR 反向显示为 −aVR(测量值仍为 aVR)',
    furtherLeads: '附加导联',
  },
  en: {
    highPass: 'High-pass',
    lowPass: 'Low-pass',
    notch: 'Notch',
    baseline: 'Baseline removed',
    off: 'off',
    shown: 'shown',
    shownUnfiltered: 'shown unfiltered',
    narrow:
      'Display filter narrower than diagnostic 0.05–150 Hz: ST, small and fast parts are distorted; measurements still use the raw signal',
    unfilter: 'Show unfiltered (0)',
    layout: (layout) => (layout === 'single' ? 'Single' : times(layout)),
    order: { standard: 'Standard', cabrera: 'Cabrera' },
    orderLong: 'Cabrera order, aVR drawn inverted as −aVR (numbers stay those of aVR)',
    furtherLeads: 'Further leads',
  },
};
