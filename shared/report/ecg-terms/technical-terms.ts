/** Terms of the whole record, its quality, and its comparison with an earlier one (journey step 8). AHA/ACC/HRS 2007 A, B, 400 to 406. */
import { type EcgTerm, termsOf } from './ecg-term.ts';

export const technicalTerms: readonly EcgTerm[] = [
  ...termsOf('overall', [
    ['NORM', 1, '正常心电图', 'Normal ECG', 'nl zc'],
    ['ONORM', 2, '大致正常心电图', 'Otherwise normal ECG', 'onl'],
    ['BORD', null, '临界心电图', 'Borderline ECG', 'bl'],
    ['ABNORM', 3, '异常心电图', 'Abnormal ECG', 'abn'],
    ['UNINT', 4, '无法诊断的心电图', 'Uninterpretable ECG', 'uni'],
    ['CLIN', null, '请结合临床', 'Please correlate clinically', 'jhlc'],
    ['DYNREV', null, '建议动态复查心电图', 'Suggest serial ECGs', 'fcxd'],
    ['HOLTER', null, '建议动态心电图检查', 'Suggest Holter monitoring', 'holter'],
    ['ECHO', null, '建议超声心动图检查', 'Suggest echocardiography', 'echo'],
    ['POSTR', null, '建议加做后壁及右胸导联', 'Suggest posterior and right-sided leads', 'v7v9'],
  ]),
  ...termsOf('technical', [
    ['LREV', 10, '肢体导联接反', 'Extremity electrode reversal', 'lrev'],
    ['LARA', 10, '左右手导联接反', 'Left and right arm electrodes reversed', 'lara'],
    ['PREV', 11, '胸导联位置错误', 'Misplaced precordial electrodes', 'prev'],
    ['HIPLACE', 224, '胸导联位置偏高可能', 'Possible high precordial lead placement'],
    ['MISSL', 12, '导联缺失', 'Missing leads', 'missl'],
    ['LOFF', 12, '导联脱落', 'Lead off', 'loff'],
    ['RSIDE', 13, '右胸导联', 'Right-sided precordial electrodes', 'rs'],
    ['POSTE', 16, '后壁导联', 'Posterior electrodes', 'pl'],
    ['ARTIF', 14, '伪差', 'Artifact', 'art'],
    ['EMG', 14, '肌电干扰', 'Muscle artifact', 'emg'],
    ['MAINS', 14, '交流电干扰', 'Mains interference', 'mains'],
    ['WANDER', 14, '基线漂移', 'Baseline wander', 'wand'],
    ['POORQ', 15, '图形质量差', 'Poor data quality', 'pq'],
    ['REDO', null, '建议重新描记', 'Suggest repeating the recording', 'redo'],
  ]),
  ...termsOf('comparison', [
    ['CMPNO', 400, '与前次心电图比较无明显变化', 'No significant change from the previous ECG', 'nochg'],
    ['CMPRHY', 401, '与前次心电图比较心律改变', 'Significant change in rhythm', 'crhy'],
    [
      'CMPISC',
      402,
      '与前次心电图比较新出现或加重的缺血/梗死',
      'New or worsened ischaemia or infarction',
      'cisc',
    ],
    ['CMPCOND', 403, '与前次心电图比较新出现传导异常', 'New conduction abnormality', 'ccon'],
    ['CMPREP', 404, '与前次心电图比较复极明显改变', 'Significant repolarization change', 'crep'],
    ['CMPBETTER', null, '与前次心电图比较明显好转', 'Improved since the previous ECG', 'cbet'],
  ]),
];
