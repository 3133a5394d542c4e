/** Organs by the region of the body they lie in, in Chinese and English: which exam shows them, and which sex has them. */
import type { BodyRegion } from '../../../study/body-region.ts';

export interface Organ {
  readonly code: string;
  readonly regions: readonly BodyRegion[];
  readonly pattern: RegExp;
}

const rows: ReadonlyArray<readonly [code: string, regions: readonly BodyRegion[], words: string]> = [
  [
    'brain',
    ['head'],
    '脑实质|脑室|脑池|脑沟|脑裂|脑干|小脑|大脑|颅脑|基底节|丘脑|半卵圆|放射冠|侧脑室|灰白质|脑白质|\\b(brain|cerebr\\w*|cerebell\\w*|ventricular system|basal gangli\\w*|thalam\\w*)\\b',
  ],
  [
    'skull',
    ['head'],
    '颅骨|颅内|颅板|硬膜下|硬膜外血肿|蛛网膜|\\b(skull|intracranial|subdural|subarachnoid|calvari\\w*)\\b',
  ],
  ['scalp', ['head'], '头皮|\\bscalp\\b'],
  [
    'sinus',
    ['head'],
    '鼻窦|上颌窦|蝶窦|额窦|筛窦|乳突|鼻中隔|鼻骨|眼眶|眼球|\\b(maxillary|sphenoid|mastoids?|orbits?|nasal)\\b',
  ],
  ['thyroid', ['neck'], '甲状腺|\\bthyroid\\b'],
  ['larynx', ['neck'], '喉咽|声带|会厌|\\b(larynx|epiglottis)\\b'],
  [
    'lung',
    ['chest'],
    '双肺|两肺|左肺|右肺|肺野|肺内|肺纹理|肺门|肺叶|肺底|肺尖|肺实质|[上中下]肺|肺[上中下]叶|\\b(lungs?|pulmonary|hil(a|ar|um))\\b',
  ],
  ['pleura', ['chest'], '胸腔|胸膜|肋膈角|膈面|膈肌|胸廓|\\b(pleural?|costophrenic|hemidiaphragms?)\\b'],
  ['mediastinum', ['chest'], '纵隔|气管|支气管|\\b(mediastin\\w*|trache\\w*|bronch\\w*)\\b'],
  ['heart', ['chest', 'heart'], '心影|心脏|心包|心腔|心房|心室|\\b(heart|cardiac|pericardi\\w*)\\b'],
  ['breast', ['breast', 'chest'], '乳腺|乳房|\\bbreasts?\\b'],
  ['liver', ['abdomen'], '肝|\\b(liver|hepat\\w*)\\b'],
  ['gallbladder', ['abdomen'], '胆囊|胆总管|胆管|胆道|\\b(gallbladder|bile duct|cbd)\\b'],
  ['pancreas', ['abdomen'], '胰|\\bpancrea\\w*\\b'],
  ['spleen', ['abdomen'], '脾|\\b(spleen|splenic)\\b'],
  ['kidney', ['abdomen'], '肾|输尿管|集合系统|\\b(kidneys?|renal|ureters?|ureteric|hydronephrosis)\\b'],
  [
    'bowel',
    ['abdomen', 'pelvis'],
    '肠管|小肠|结肠|阑尾|胃壁|胃腔|胃窦|肠腔|\\b(bowel|colon|appendix|stomach)\\b',
  ],
  ['bladder', ['pelvis'], '膀胱|\\b(urinary )?bladder\\b'],
  ['prostate', ['pelvis'], '前列腺|精囊|\\b(prostat\\w*|seminal)\\b'],
  [
    'uterus',
    ['pelvis'],
    '子宫|宫腔|宫颈|卵巢|附件区|双侧附件|\\b(uter(us|ine)|ovar\\w*|endometri\\w*|adnexa\\w*)\\b',
  ],
  [
    'spine',
    ['spine'],
    '椎体|椎间盘|椎间隙|椎管|椎弓|腰椎|颈椎|胸椎|棘突|\\b(vertebra\\w*|discs?|lumbar|cervical spine|spinal)\\b',
  ],
  [
    'shoulder',
    ['upper-limb'],
    '肩关节|肱骨头|肩峰|肩袖|肩胛骨|锁骨|\\b(shoulder|humeral head|clavicle|scapula)\\b',
  ],
  ['elbow', ['upper-limb'], '肘关节|肱骨髁|鹰嘴|\\b(elbow|olecranon)\\b'],
  ['wrist', ['upper-limb'], '腕关节|桡骨|尺骨|腕骨|舟骨|\\b(wrist|radius|radial|ulna|scaphoid|carpal)\\b'],
  ['hand', ['upper-limb'], '掌骨|指骨|手部|\\b(metacarp\\w*|fingers?|hand)\\b'],
  [
    'hip',
    ['lower-limb', 'pelvis'],
    '髋关节|股骨头|股骨颈|髋臼|\\b(hips?|femoral (head|neck)|acetabul\\w*)\\b',
  ],
  [
    'knee',
    ['lower-limb'],
    '膝关节|髌骨|半月板|髌上囊|胫骨平台|交叉韧带|\\b(knee|patella\\w*|menisc\\w*|tibial plateau)\\b',
  ],
  ['ankle', ['lower-limb'], '踝关节|内踝|外踝|后踝|距骨|\\b(ankle|malleol\\w*|talus)\\b'],
  ['foot', ['lower-limb'], '跖骨|趾骨|跟骨|足部|\\b(metatars\\w*|toes?|calcane\\w*|foot)\\b'],
];

export const organs: readonly Organ[] = rows.map(([code, regions, words]) => ({
  code,
  regions,
  pattern: new RegExp(words, 'gi'),
}));

/** Organs that an exam of a region shows beside its own, at its edges. */
export const shownBeside: Readonly<Record<BodyRegion, readonly BodyRegion[]>> = {
  head: ['neck', 'spine'],
  neck: ['head', 'chest', 'spine', 'upper-limb'],
  chest: ['neck', 'heart', 'breast', 'abdomen', 'spine', 'upper-limb'],
  breast: ['chest', 'upper-limb'],
  heart: ['chest', 'abdomen'],
  abdomen: ['chest', 'pelvis', 'spine', 'heart'],
  pelvis: ['abdomen', 'spine', 'lower-limb'],
  spine: ['neck', 'chest', 'abdomen', 'pelvis', 'head'],
  'upper-limb': ['chest', 'neck', 'spine'],
  'lower-limb': ['pelvis', 'spine'],
};

/** Joints and bones an exam may be of by name: a report of one never speaks of the others alone. */
export const limbParts: ReadonlyArray<readonly [code: string, exam: RegExp]> = [
  ['shoulder', /肩|锁骨|\b(shoulder|clavicle|scapula)\b/i],
  ['elbow', /肘|\belbow\b/i],
  ['wrist', /腕|前臂|尺桡|\b(wrist|forearm)\b/i],
  ['hand', /手|指|\b(hand|finger|thumb)\b/i],
  ['hip', /髋|\bhip\b/i],
  ['knee', /膝|髌|\b(knee|patella)\b/i],
  ['ankle', /踝|\bankle\b/i],
  ['foot', /足|趾|跟骨|\b(foot|toe|calcaneus)\b/i],
];

/** Only one sex has it. The uterine cervix is named in full: 颈 and cervical are of the spine as well. */
export const organsOfSex: Readonly<Record<'M' | 'F', RegExp>> = {
  M: /前列腺|睾丸|附睾|阴茎|精囊|精索|阴囊|鞘膜积液|\b(prostat\w*|testis|testes|testicular|epididym\w*|penis|penile|scrot\w*|seminal vesicles?)\b/gi,
  F: /子宫|宫腔|宫颈|宫体|卵巢|双侧附件(?!骨)|附件区|输卵管|阴道|孕囊|妊娠|胎儿|活胎|宫内|胎盘|胎心|宫内节育|\b(uterus|uterine|ovary|ovaries|ovarian|endometri\w*|adnexa\w*|gestational|fetus|fetal|placenta\w*|pregnan\w*|cervix|vagina\w*)\b/gi,
};
