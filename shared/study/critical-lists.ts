/** Lists of critical values (危急值) as versioned data: what a reader may call critical, by kind, with the wording that is read back. */
import { ruleSets } from '../ecg/critical/rule-sets.ts';
import type { Kind } from './kind.ts';

export interface CriticalListEntry {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** Other wordings that count as the same when read back. */
  readonly also: readonly string[];
}

export interface CriticalList {
  readonly list: string;
  readonly version: string;
  readonly source: string;
  readonly kind: Kind;
  readonly entries: readonly CriticalListEntry[];
}

const entry = (code: string, zh: string, en: string, ...also: string[]): CriticalListEntry => ({
  code,
  zh,
  en,
  also,
});

export const criticalLists: readonly CriticalList[] = [
  {
    list: 'ecg',
    version: '2026-1',
    // The codes are those of the rules, so that what a machine has measured stands beside what a reader says.
    source: ruleSets.map((rules) => rules.source).join(';'),
    kind: 'ecg',
    entries: [
      entry(
        'STE',
        '急性ST段抬高型心肌梗死',
        'Acute ST-elevation infarction',
        '急性心肌梗死',
        '心梗',
        'STEMI',
      ),
      entry('VF', '心室颤动或扑动', 'Ventricular fibrillation or flutter', '室颤', '心室颤动', 'VF'),
      entry('VT', '持续性室性心动过速', 'Sustained ventricular tachycardia', '室速', '室性心动过速', 'VT'),
      entry('AVB3', '三度房室传导阻滞', 'Third-degree AV block', '完全性房室传导阻滞', '三度房室阻滞'),
      entry('PAUSE', '长RR间期(停搏)', 'Long pause', '长RR间期', '停搏', 'pause'),
      entry('BRADY', '严重心动过缓', 'Severe bradycardia', '心动过缓', 'bradycardia'),
      entry(
        'SVT',
        '快速室上性心动过速',
        'Fast supraventricular tachycardia',
        '室上速',
        '室上性心动过速',
        'SVT',
      ),
      entry('AF-FAST', '快速心房颤动或扑动', 'Fast atrial fibrillation or flutter', '快速房颤', '房颤'),
      entry('PREEXC-AF', '预激伴快速心房颤动', 'Pre-excited atrial fibrillation', '预激伴房颤'),
      entry('QTC', 'QTc显著延长', 'Marked QTc prolongation', 'QT延长', 'QTc延长'),
      entry('HYPERK', '提示高钾血症', 'Suggests hyperkalaemia', '高钾血症', '高钾', 'hyperkalaemia'),
      entry('PE-ECG', '疑似急性肺栓塞', 'Possible acute pulmonary embolism', '肺栓塞', '急性肺栓塞'),
    ],
  },
  {
    list: 'imaging',
    version: '2026-unverified',
    source: '影像检查危急值:各医院目录与专家共识的常见项目,凭公开转述,未与原文核对',
    kind: 'imaging',
    entries: [
      entry('ICH', '急性颅内出血', 'Acute intracranial haemorrhage', '颅内出血', '脑出血'),
      entry('HERNIA', '脑疝', 'Brain herniation', 'herniation'),
      entry('STROKE', '急性大面积脑梗死', 'Acute large cerebral infarction', '大面积脑梗死', '脑梗死'),
      entry('TPTX', '张力性气胸', 'Tension pneumothorax', '气胸', 'pneumothorax'),
      entry('AD', '主动脉夹层或破裂', 'Aortic dissection or rupture', '主动脉夹层', '主动脉破裂', '夹层'),
      entry('PE', '急性肺动脉栓塞', 'Acute pulmonary embolism', '肺栓塞', '肺动脉栓塞'),
      entry('AIR', '消化道穿孔', 'Gastrointestinal perforation', '膈下游离气体', '穿孔', 'free air'),
      entry('ILEUS', '绞窄性肠梗阻', 'Strangulated bowel obstruction', '肠梗阻'),
      entry('RUPTURE', '腹腔脏器破裂出血', 'Rupture of an abdominal organ', '脏器破裂', '肝破裂', '脾破裂'),
      entry('TAMPONADE', '大量心包积液(填塞)', 'Cardiac tamponade', '心包填塞', '心包积液', 'tamponade'),
      entry('AIRWAY', '气道异物', 'Foreign body in the airway', '气管异物'),
      entry('ECTOPIC', '异位妊娠破裂', 'Ruptured ectopic pregnancy', '宫外孕破裂', '宫外孕'),
      entry('SPINE', '脊柱骨折伴脊髓压迫', 'Spinal fracture with cord compression', '脊髓压迫'),
    ],
  },
];

export function criticalListOf(kind: Kind): CriticalList {
  const found = criticalLists.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no critical list for ${kind}`);
  return found;
}

/** The entry of a list by code; undefined where this program knows neither. */
export function criticalEntry(list: string, code: string): CriticalListEntry | undefined {
  return criticalLists.find((one) => one.list === list)?.entries.find((one) => one.code === code);
}
