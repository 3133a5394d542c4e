/** The part of the body an exam is of, from Body Part Examined (0018,0015) or, where devices leave it out, from what the exam is called. */

export const bodyRegions = [
  'head',
  'neck',
  'chest',
  'breast',
  'heart',
  'abdomen',
  'pelvis',
  'spine',
  'upper-limb',
  'lower-limb',
] as const;
export type BodyRegion = (typeof bodyRegions)[number];

/** In the order in which they are looked for: a cervical spine is a spine before it is a neck, coronary CT a heart before a chest. */
const words: ReadonlyArray<readonly [BodyRegion, RegExp]> = [
  ['breast', /\b(BREAST|MAMMO\w*)\b|乳腺|乳房|钼靶/i],
  ['heart', /\b(HEART|CARDIAC|CORONARY\w*|ECHO)\b|心脏|冠脉|冠状动脉|心超/i],
  ['spine', /SPINE\b|\bSACRUM\b|\bCOCCYX\b|颈椎|胸椎|腰椎|骶椎|尾椎|脊柱/i],
  [
    'head',
    /\b(HEAD|BRAIN|SKULL|SINUS\w*|ORBIT\w*|FACE|JAW|MANDIBLE|EAR|IAC)\b|头|颅|脑|鼻窦|副鼻窦|眼眶|颞骨|颌/i,
  ],
  ['neck', /\b(NECK|THYROID|CAROTID)\b|颈部|甲状腺|颈动脉|喉/i],
  ['chest', /\b(CHEST|THORAX|LUNG|RIBS?|STERNUM)\b|胸|肺|肋/i],
  ['pelvis', /\b(PELVIS|BLADDER|PROSTATE|UTERUS|OVARY)\b|盆|膀胱|前列腺|子宫|附件/i],
  ['abdomen', /\b(ABDOMEN|LIVER|KIDNEY|PANCREAS|SPLEEN|GALLBLADDER|KUB|UROGRAM)\b|腹|肝|肾|胰|脾|胆|泌尿/i],
  [
    'upper-limb',
    /\b(SHOULDER|CLAVICLE|SCAPULA|HUMERUS|ARM|ELBOW|FOREARM|WRIST|HAND|FINGER|THUMB)\b|肩|锁骨|肱骨|上臂|肘|前臂|尺桡|腕|手|指/i,
  ],
  [
    'lower-limb',
    /\b(HIP|FEMUR|THIGH|LEG|KNEE|PATELLA|TIBIA|FIBULA|CALF|ANKLE|FOOT|TOE|CALCANEUS)\b|髋|股骨|大腿|膝|髌|胫|腓|小腿|踝|足|趾|跟骨/i,
  ],
];

/** Regions read together often enough that a prior of one helps with the other. */
const neighbours: ReadonlyArray<readonly [BodyRegion, BodyRegion]> = [
  ['head', 'neck'],
  ['neck', 'chest'],
  ['chest', 'heart'],
  ['chest', 'abdomen'],
  ['abdomen', 'pelvis'],
  ['spine', 'neck'],
];

/** The region of the first text that names one; null where none does. */
export function bodyRegionOf(...texts: readonly string[]): BodyRegion | null {
  for (const text of texts) {
    const found = words.find(([, word]) => word.test(text));
    if (found !== undefined) return found[0];
  }
  return null;
}

/** Every region that the texts name: chest and abdomen in one exam are two. */
export function bodyRegionsOf(...texts: readonly string[]): BodyRegion[] {
  const text = texts.join(' ').replaceAll('_', ' ');
  return words.filter(([, word]) => word.test(text)).map(([region]) => region);
}

/** True for regions that lie beside each other. */
export function areNeighbours(a: BodyRegion, b: BodyRegion): boolean {
  return neighbours.some(([one, other]) => (one === a && other === b) || (one === b && other === a));
}
