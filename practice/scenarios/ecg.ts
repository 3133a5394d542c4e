/** ECG scenarios: the rhythms the heart model plays, each with the complaint that brings it. */
import type { Urgency } from '#shared/study/kind.ts';
import type { RhythmName } from '../ecg/rhythms.ts';
import type { Bilingual } from '../exam.ts';
import { both, type OrderText, type Scenario } from './scenario.ts';

function scenario(
  rhythm: RhythmName,
  urgency: Urgency,
  weight: number,
  ages: readonly [number, number],
  order: OrderText,
  finding: Bilingual,
  impression: Bilingual,
): Scenario {
  const normal = rhythm === 'sinus';
  const depiction = { subject: 'ecg', rhythm } as const;
  return {
    code: `ecg/${rhythm}`,
    normal,
    weight,
    urgency,
    ages,
    orders: [order],
    finding,
    impression,
    depiction,
  };
}

export const ecgScenarios: readonly Scenario[] = [
  scenario(
    'sinus',
    'routine',
    3,
    [20, 60],
    { complaint: '健康体检', history: '无心悸、胸闷,既往体健。', question: '常规心电图' },
    both('窦性心律,各波形及间期正常。', 'Sinus rhythm with normal waves and intervals.'),
    both('正常心电图。', 'Normal ECG.'),
  ),
  scenario(
    'sinus-bradycardia',
    'routine',
    2,
    [22, 70],
    { complaint: '偶感头晕2周', history: '长期务农,血压118/70 mmHg,未服用药物。', question: '有无心律失常' },
    both(
      '窦性P波规律出现,心室率低于60次/分,PR间期正常。',
      'Regular sinus P waves, rate below 60/min, normal PR.',
    ),
    both('窦性心动过缓。', 'Sinus bradycardia.'),
  ),
  scenario(
    'sinus-tachycardia',
    'emergency',
    2,
    [18, 66],
    {
      complaint: '发热、心慌1天',
      history: '体温39.1℃,咽痛,血压122/78 mmHg。',
      question: '心率快,请判断心律',
    },
    both('窦性P波规律出现,心室率超过100次/分。', 'Regular sinus P waves, rate above 100/min.'),
    both('窦性心动过速。', 'Sinus tachycardia.'),
  ),
  scenario(
    'atrial-fibrillation',
    'emergency',
    3,
    [58, 84],
    {
      complaint: '阵发性心慌2天,加重半天',
      history: '高血压15年,脉搏短绌,血压146/92 mmHg。',
      question: '房颤?',
    },
    both(
      'P波消失,代之以大小不等的f波,RR间期绝对不等,心室率偏快。',
      'No P waves; irregular f waves, completely irregular RR intervals, rapid ventricular rate.',
    ),
    both('心房颤动伴快速心室率。', 'Atrial fibrillation with rapid ventricular response.'),
  ),
  scenario(
    'ventricular-premature-beats',
    'routine',
    3,
    [30, 74],
    { complaint: '间断心悸、漏跳感1周', history: '熬夜后明显,无晕厥,电解质正常。', question: '早搏?' },
    both(
      '窦性心律,可见提前出现的宽大畸形QRS波,其前无相关P波,T波方向与主波相反,代偿间歇完全。',
      'Sinus rhythm with early, wide, bizarre QRS complexes without preceding P, discordant T and full compensatory pause.',
    ),
    both('窦性心律,频发室性早搏。', 'Sinus rhythm with frequent ventricular premature beats.'),
  ),
  scenario(
    'left-bundle-branch-block',
    'routine',
    2,
    [56, 82],
    {
      complaint: '活动后胸闷、气短半年',
      history: '高血压、糖尿病史,心尖部收缩期杂音2/6级。',
      question: '心肌缺血?',
    },
    both(
      'QRS时限延长,V1呈rS或QS型,I、V5、V6呈宽钝切迹R波,T波与主波方向相反。',
      'Wide QRS; rS or QS in V1, broad notched R in I, V5 and V6 with discordant T waves.',
    ),
    both('完全性左束支传导阻滞。', 'Complete left bundle branch block.'),
  ),
  scenario(
    'right-bundle-branch-block',
    'routine',
    2,
    [40, 78],
    {
      complaint: '慢性咳嗽、气促多年',
      history: '慢性阻塞性肺疾病10年,本次为术前检查。',
      question: '术前心电评估',
    },
    both(
      'QRS时限延长,V1呈rsR′型,I、V5、V6 S波增宽,V1 T波倒置。',
      'Wide QRS; rsR′ in V1, broad S in I, V5 and V6, inverted T in V1.',
    ),
    both('完全性右束支传导阻滞。', 'Complete right bundle branch block.'),
  ),
  scenario(
    'inferior-infarction',
    'chest-pain',
    3,
    [46, 78],
    {
      complaint: '持续上腹及胸骨后疼痛2小时,伴大汗',
      history: '吸烟25年,血压96/60 mmHg,心率慢,含服硝酸甘油无缓解。',
      question: '急性心梗?是否需绕行急诊直达导管室',
    },
    both(
      'II、III、aVF导联ST段弓背向上抬高,III抬高大于II,I、aVL对应性压低。',
      'Convex ST elevation in II, III and aVF (III more than II) with reciprocal depression in I and aVL.',
    ),
    both(
      '急性下壁ST段抬高型心肌梗死(危急值)。',
      'Acute inferior ST-elevation myocardial infarction (critical).',
    ),
  ),
  scenario(
    'anterior-infarction',
    'chest-pain',
    3,
    [44, 80],
    {
      complaint: '突发胸骨后压榨样疼痛1小时,向左肩放射',
      history: '高血压、高脂血症,面色苍白、大汗,血压108/72 mmHg。',
      question: '急性心梗?',
    },
    both(
      'V1–V4导联ST段弓背向上抬高,V1–V3 r波丢失或递增不良。',
      'Convex ST elevation in V1–V4 with loss or poor progression of r waves in V1–V3.',
    ),
    both(
      '急性前壁ST段抬高型心肌梗死(危急值)。',
      'Acute anterior ST-elevation myocardial infarction (critical).',
    ),
  ),
  scenario(
    'first-degree-block',
    'routine',
    2,
    [40, 80],
    {
      complaint: '高血压复查',
      history: '服用美托洛尔缓释片47.5 mg每日一次,无头晕、黑矇。',
      question: '药物对传导的影响',
    },
    both(
      '窦性心律,PR间期固定延长超过0.20秒,每个P波后均有QRS波。',
      'Sinus rhythm, constant PR above 0.20 s, each P conducted.',
    ),
    both('窦性心律,一度房室传导阻滞。', 'Sinus rhythm with first-degree atrioventricular block.'),
  ),
  scenario(
    'third-degree-block',
    'emergency',
    2,
    [60, 86],
    {
      complaint: '反复黑矇、晕厥1天',
      history: '心率38次/分,血压148/60 mmHg,可闻及大炮音。',
      question: '房室传导阻滞?是否需临时起搏',
    },
    both(
      'P波与QRS波无固定关系,心房率快于心室率,心室率约40次/分,为逸搏心律。',
      'P waves and QRS complexes are unrelated; the atrial rate exceeds an escape rhythm of about 40/min.',
    ),
    both('三度房室传导阻滞(危急值)。', 'Third-degree atrioventricular block (critical).'),
  ),
  scenario(
    'hyperkalaemia',
    'emergency',
    1,
    [45, 76],
    {
      complaint: '乏力、肢体麻木2天,少尿',
      history: '尿毒症维持性透析,本周漏透析1次。',
      question: '高钾血症心电改变?',
    },
    both(
      'P波低平,QRS波增宽,T波高尖、基底变窄,以胸前导联明显。',
      'Flattened P waves, widened QRS, tall narrow-based peaked T waves, most in the chest leads.',
    ),
    both(
      '提示高钾血症(危急值),请立即复查血钾。',
      'Suggests hyperkalaemia (critical); check potassium at once.',
    ),
  ),
];
