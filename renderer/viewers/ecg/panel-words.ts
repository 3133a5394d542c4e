/** Words of the measurement strip and of the panels beside the paper, in both languages. */
import type { BeatClass, Confidence, FiducialName, LeadState } from '#shared/ecg/analysis.ts';
import type { Language } from '#shared/failure.ts';
import type { PanelName } from './shortcuts.ts';

export interface PanelWords {
  readonly panels: Readonly<Record<PanelName, string>>;
  /** As the toolbar's buttons name them, with all that is in them. */
  readonly buttons: Readonly<Record<PanelName, string>>;
  readonly close: string;
  readonly running: string;
  readonly failed: string;
  readonly machine: string;
  readonly critical: string;
  readonly criticalVerdict: Readonly<Record<'confirmed' | 'rejected', string>>;
  readonly byHand: string;
  readonly reset: string;
  readonly rate: string;
  readonly atrialRate: string;
  readonly rr: string;
  readonly axis: string;
  readonly axes: string;
  readonly perMinute: string;
  readonly formulas: string;
  readonly stHead: string;
  readonly lead: string;
  readonly voltages: string;
  readonly quality: string;
  readonly allGood: string;
  readonly leadState: Readonly<Record<LeadState, string>>;
  readonly noise: string;
  readonly heldBack: (hz: number, needed: number) => string;
  readonly statements: string;
  readonly noStatements: string;
  readonly masked: string;
  readonly unclaimed: string;
  readonly rule: string;
  readonly confidence: Readonly<Record<Confidence, string>>;
  readonly ruleSet: Readonly<Record<string, string>>;
  readonly evidence: Readonly<Record<string, string>>;
  readonly points: Readonly<Record<FiducialName, string>>;
  readonly allLeads: string;
  readonly beatsUsed: (count: number) => string;
  readonly medianHint: string;
  readonly tangent: string;
  readonly tangentLeads: (count: number) => string;
  readonly uncertainty: string;
  readonly noMedian: string;
  readonly beat: string;
  readonly time: string;
  readonly beatClass: Readonly<Record<BeatClass, string>>;
  readonly tachogram: string;
  readonly poincare: string;
  readonly nextRr: string;
  readonly noBeats: string;
  readonly chartFailed: string;
  readonly stMapHint: string;
  readonly stAt: string;
  readonly frontal: string;
  readonly horizontal: string;
  readonly sagittal: string;
  readonly vectorHint: string;
  readonly noVector: string;
}

export const panelWords: Readonly<Record<Language, PanelWords>> = {
  'zh-CN': {
    panels: { measure: '测量', median: '中位搏动', beats: '心搏', 'st-map': 'ST 图', vector: '向量环' },
    buttons: {
      measure: '测量值与机器提示',
      median: '中位搏动(12 导联重叠、定点)',
      beats: '心搏列表、RR 图、庞加莱图',
      'st-map': 'ST 图',
      vector: '心电向量环',
    },
    close: '关闭',
    running: '正在测量…',
    failed: '未能自动测量',
    machine: '机器提示,未确认',
    critical: '机器提示危急,待确认',
    criticalVerdict: { confirmed: '危急,医师已确认', rejected: '机器提示危急,医师已否定' },
    byHand: '手工',
    reset: '恢复机器定点',
    rate: '心室率',
    atrialRate: '心房率',
    rr: 'RR 间期',
    axis: '电轴',
    axes: 'P / QRS / T 电轴',
    perMinute: '次/分',
    formulas: 'QTc(各公式)',
    stHead: 'ST 段 (mV)',
    lead: '导联',
    voltages: '电压',
    quality: '信号质量',
    allGood: '各导联良好',
    leadState: { good: '良好', off: '脱落', flat: '直线', saturated: '饱和', noisy: '干扰大' },
    noise: '噪声',
    heldBack: (hz, needed) => `采样率 ${hz} Hz 低于 ${needed} Hz,不给出`,
    statements: '机器提示',
    noStatements: '没有机器提示',
    masked: '机器提示待您判定节律后显示',
    unclaimed: '机器提示接诊后显示',
    rule: '依据',
    confidence: { high: '把握高', medium: '把握中', low: '把握低' },
    ruleSet: { zhejiang: '浙江', shanxi: '山西', 'national-2017': '全国共识 2017' },
    evidence: {
      hr: '心率',
      rr: '最长 RR',
      pr: 'PR',
      qrs: 'QRS',
      qrsAxis: 'QRS 电轴',
      pAxis: 'P 电轴',
      qtcBazett: 'QTcB',
      cornell: 'Cornell',
      sokolowLyon: 'Sokolow–Lyon',
      samplingRate: '采样率',
      stJ60: 'ST J+60',
      ventricularBeats: '室性早搏数',
      supraventricularBeats: '室上性早搏数',
      lead: '导联',
      duration: '持续',
      shareOfBeatsWithP: '有 P 波的心搏占比',
      rrChange: 'RR 变异',
      prSpread: 'PR 离散',
      p: 'P 波',
    },
    points: {
      pOn: 'P 起',
      pPeak: 'P 峰',
      pOff: 'P 止',
      qrsOn: 'QRS 起',
      rPeak: 'R 峰',
      qrsOff: 'J 点',
      tOn: 'T 起',
      tPeak: 'T 峰',
      tOff: 'T 止',
    },
    allLeads: '全部导联重叠',
    beatsUsed: (count) => `${count} 个心搏的中位`,
    medianHint: 'K 选定点,← → 移动(Shift 十点),或用鼠标拖动;间期随之重算',
    tangent: 'T 止切线',
    tangentLeads: (count) => `${count} 个导联的切线`,
    uncertainty: '不确定度',
    noMedian: '没有可用的中位搏动:未找到心搏',
    beat: '心搏',
    time: '时间',
    beatClass: {
      normal: '正常',
      ventricular: '室性',
      supraventricular: '室上性',
      paced: '起搏',
      unknown: '未定',
    },
    tachogram: 'RR 间期图',
    poincare: '庞加莱图',
    nextRr: '下一 RR (ms)',
    noBeats: '未找到心搏',
    chartFailed: '图表未能载入',
    stMapHint: '半径为 ST 偏移:实心为抬高,空心为压低;外圈 0.3 mV',
    stAt: 'ST 测点',
    frontal: '额面',
    horizontal: '横面',
    sagittal: '矢状面(右侧观)',
    vectorHint: '由中位搏动按 Kors 1990 回归系数推算;粗线 QRS,细线 T,点线 P',
    noVector: '缺少 I、II、V1–V6 中的导联,不能推算向量环',
  },
  en: {
    panels: {
      measure: 'Measurements',
      median: 'Median beat',
      beats: 'Beats',
      'st-map': 'ST map',
      vector: 'Vector loop',
    },
    buttons: {
      measure: 'Measurements and machine statements',
      median: 'Median beat (12 leads overlaid, points)',
      beats: 'Beat list, RR tachogram, Poincaré plot',
      'st-map': 'ST map',
      vector: 'Vector loop',
    },
    close: 'Close',
    running: 'Measuring…',
    failed: 'Could not be measured',
    machine: 'Machine says, unconfirmed',
    critical: 'Machine says critical, to be confirmed',
    criticalVerdict: {
      confirmed: 'Critical, confirmed by a doctor',
      rejected: 'Machine says critical, rejected by a doctor',
    },
    byHand: 'by hand',
    reset: "Back to the machine's points",
    rate: 'Ventricular rate',
    atrialRate: 'Atrial rate',
    rr: 'RR interval',
    axis: 'Axis',
    axes: 'P / QRS / T axis',
    perMinute: 'bpm',
    formulas: 'QTc by formula',
    stHead: 'ST level (mV)',
    lead: 'Lead',
    voltages: 'Voltages',
    quality: 'Signal quality',
    allGood: 'All leads good',
    leadState: { good: 'good', off: 'off', flat: 'flat', saturated: 'saturated', noisy: 'noisy' },
    noise: 'noise',
    heldBack: (hz, needed) => `not stated: ${hz} Hz is below ${needed} Hz`,
    statements: 'Machine statements',
    noStatements: 'No machine statements',
    masked: 'Machine statements wait for your rhythm',
    unclaimed: 'Machine statements are shown once you hold the case',
    rule: 'Rule',
    confidence: { high: 'high confidence', medium: 'medium confidence', low: 'low confidence' },
    ruleSet: { zhejiang: 'Zhejiang', shanxi: 'Shanxi', 'national-2017': 'National consensus 2017' },
    evidence: {
      hr: 'Rate',
      rr: 'Longest RR',
      pr: 'PR',
      qrs: 'QRS',
      qrsAxis: 'QRS axis',
      pAxis: 'P axis',
      qtcBazett: 'QTcB',
      cornell: 'Cornell',
      sokolowLyon: 'Sokolow–Lyon',
      samplingRate: 'Sampling rate',
      stJ60: 'ST J+60',
      ventricularBeats: 'Ventricular beats',
      supraventricularBeats: 'Supraventricular beats',
      lead: 'Lead',
      duration: 'Duration',
      shareOfBeatsWithP: 'Share of beats with P',
      rrChange: 'RR variation',
      prSpread: 'PR spread',
      p: 'P wave',
    },
    points: {
      pOn: 'P on',
      pPeak: 'P',
      pOff: 'P off',
      qrsOn: 'QRS on',
      rPeak: 'R',
      qrsOff: 'J',
      tOn: 'T on',
      tPeak: 'T',
      tOff: 'T off',
    },
    allLeads: 'All leads overlaid',
    beatsUsed: (count) => `median of ${count} beats`,
    medianHint: 'K selects a point, ← → move it (Shift: ten), or drag it; every interval follows',
    tangent: 'T end by tangent',
    tangentLeads: (count) => `tangents of ${count} leads`,
    uncertainty: 'uncertainty',
    noMedian: 'No median beat: no beats were found',
    beat: 'Beat',
    time: 'Time',
    beatClass: {
      normal: 'normal',
      ventricular: 'ventricular',
      supraventricular: 'supraventricular',
      paced: 'paced',
      unknown: 'unknown',
    },
    tachogram: 'RR tachogram',
    poincare: 'Poincaré plot',
    nextRr: 'Next RR (ms)',
    noBeats: 'No beats found',
    chartFailed: 'The chart could not be loaded',
    stMapHint: 'Radius is the ST level: filled raised, hollow depressed; outer ring 0.3 mV',
    stAt: 'ST at',
    frontal: 'Frontal',
    horizontal: 'Horizontal',
    sagittal: 'Sagittal (from the right)',
    vectorHint: 'From the median beat by the Kors 1990 regression; thick QRS, thin T, dotted P',
    noVector: 'Leads of I, II, V1–V6 are missing: no vector loop',
  },
};
