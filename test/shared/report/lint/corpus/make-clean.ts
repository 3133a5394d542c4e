/** Clean reports of many exams from a seed: sides, sizes and wordings vary, and nothing in one contradicts itself. */
import { type Case, caseOf, type Random, type Row } from './case.ts';

type Make = (random: Random, id: string) => Row;

const side = ({ pick }: Random) => pick(['左', '右']);
const other = (one: string) => (one === '左' ? '右' : '左');
const enSide = ({ pick }: Random) => pick(['left', 'right']);
const who = ({ pick, between }: Random, sexes = ['M', 'F']) => `${pick(sexes)}${between(20, 88)}`;

export const makers: readonly Make[] = [
  (r, id) => [
    id,
    'CT',
    'HEAD|头颅平扫',
    who(r),
    r.pick(['脑实质内未见明确异常密度影,灰白质分界清楚。', '双侧大脑半球对称,脑实质密度未见异常。']) +
      '脑室、脑池形态及大小正常,脑沟、脑裂未见增宽。中线结构居中。所见颅骨未见骨折征象。',
    r.pick(['颅脑CT平扫未见明确异常。', '头颅CT平扫未见明显异常。']),
  ],
  (r, id) => {
    const s = side(r);
    const a = r.between(12, 45);
    return [
      id,
      'CT',
      'HEAD|头颅平扫',
      who(r),
      `${s}侧基底节区见团片状高密度影,大小约${a}mm×${a - 5}mm,CT值约${r.between(55, 75)}HU,周围见低密度水肿带。${s}侧侧脑室受压,中线结构向${other(s)}侧移位约${r.between(2, 8)}mm。`,
      `${s}侧基底节区脑出血。${r.pick(['建议短期复查。', '请结合临床。'])}`,
    ];
  },
  (r, id) => {
    const s = side(r);
    return [
      id,
      'CT',
      'HEAD',
      who(r),
      `${s}侧半卵圆中心、放射冠见斑片状低密度影,边界欠清。脑室系统扩张,脑沟增宽。中线结构居中。颅骨未见骨折。`,
      `1.${s}侧半卵圆中心、放射冠腔隙性脑梗死。2.脑萎缩。`,
    ];
  },
  (r, id) => {
    const s = side(r);
    const a = r.between(4, 22);
    return [
      id,
      'CT',
      'CHEST|胸部平扫',
      who(r),
      `胸廓对称。${s}肺${r.pick(['上', '下'])}叶见结节影,直径约${a}mm,边缘${r.pick(['光整', '毛糙'])}。其余肺野清晰。纵隔内未见肿大淋巴结。双侧胸腔未见积液。`,
      `${s}肺结节(约${a}mm),建议${r.pick(['3', '6'])}个月后复查。`,
    ];
  },
  (r, id) => {
    const s = side(r);
    return [
      id,
      'CT',
      'CHEST',
      who(r),
      `${s}肺下叶见斑片状密度增高影,边缘模糊,其内可见支气管充气征。${other(s)}肺清晰。心影不大。${s}侧胸腔少量积液。`,
      `${s}肺下叶炎症,${s}侧胸腔少量积液。${r.pick(['建议抗炎治疗后复查。', ''])}`,
    ];
  },
  (r, id) => [
    id,
    'CT',
    'CHEST',
    who(r),
    '胸廓对称。双肺纹理清晰,肺内未见明确实变及结节影。气管、支气管通畅。纵隔内未见肿大淋巴结。心影大小正常。双侧胸腔未见积液。',
    '胸部CT平扫未见明确异常。',
  ],
  (r, id) => [
    id,
    'DX',
    'CHEST|胸部正位',
    who(r),
    '胸廓对称,双肺纹理清晰,肺野未见明确实质性病变。双肺门不大。心影大小、形态正常。双膈面光整,肋膈角锐利。',
    '心、肺、膈未见明确异常。',
  ],
  (r, id) => {
    const s = side(r);
    const a = r.between(15, 80);
    return [
      id,
      'DX',
      'CHEST',
      who(r),
      `${s}侧胸腔外带见无肺纹理透亮区,可见受压肺组织边缘,肺组织压缩约${a}%。${other(s)}肺清晰。纵隔居中。`,
      `${s}侧气胸,肺组织压缩约${a}%。`,
    ];
  },
  (r, id) => {
    const s = side(r);
    return [
      id,
      'DX',
      'CHEST',
      who(r),
      `双肺纹理增多、增粗。${s}侧肋膈角变钝。心影增大,心胸比约0.6${r.between(0, 5)}。主动脉结钙化。`,
      `1.支气管炎。2.心影增大。3.${s}侧胸腔少量积液。`,
    ];
  },
  (r, id) => {
    const s = side(r);
    return [
      id,
      'DX',
      `${s}腕关节正侧位`,
      who(r),
      `${s}桡骨远端骨皮质不连续,断端向背侧移位,尺骨茎突未见骨折。腕关节在位,周围软组织肿胀。`,
      `${s}桡骨远端骨折。`,
      `摔伤${s}腕2小时`,
    ];
  },
  (r, id) => {
    const s = side(r);
    return [
      id,
      'DX',
      `${s}膝关节正侧位`,
      who(r),
      `${s}膝关节诸骨骨质未见骨折征象,关节间隙正常,髌骨在位。周围软组织未见肿胀。`,
      `${s}膝关节诸骨未见明确骨折。`,
      `${s}膝外伤`,
    ];
  },
  (r, id) => {
    const s = side(r);
    return [
      id,
      'DX',
      `KNEE|${s}膝`,
      who(r),
      `${s}膝关节间隙变窄,髁间隆突变尖,关节面边缘骨质增生。髌骨上缘骨赘形成。`,
      `${s}膝关节退行性变。`,
    ];
  },
  (r, id) => {
    const s = side(r);
    return [
      id,
      'DX',
      `ANKLE|${s}踝`,
      who(r),
      `${s}外踝见透亮骨折线,断端对位可。内踝、距骨未见骨折。软组织肿胀。`,
      `${s}外踝骨折。`,
      `扭伤${s}踝`,
    ];
  },
  (r, id) => [
    id,
    'DX',
    '腰椎正侧位',
    who(r),
    `腰椎生理曲度变直,诸椎体边缘骨质增生,L4/5椎间隙变窄。附件未见异常。未见压缩骨折。`,
    r.pick(['腰椎退行性变。', '腰椎退行性变,L4/5椎间隙变窄。']),
  ],
  (r, id) => {
    const a = r.between(3, 7);
    return [
      id,
      'MR',
      '腰椎平扫',
      who(r),
      `腰椎曲度可。L4/5椎间盘向后突出约${a}mm,硬膜囊受压,相应椎管变窄。脊髓圆锥信号未见异常。`,
      `L4/5椎间盘突出(约${a}mm)。`,
    ];
  },
  (r, id) => {
    const s = side(r);
    return [
      id,
      'MR',
      `${s}膝关节平扫`,
      who(r),
      `${s}膝内侧半月板后角见线状高信号达关节面缘。前后交叉韧带连续。关节腔少量积液。骨质未见异常信号。`,
      `1.${s}膝内侧半月板后角撕裂。2.${s}膝关节腔少量积液。`,
    ];
  },
  (r, id) => [
    id,
    'US',
    'ABDOMEN|肝胆胰脾双肾',
    who(r),
    '肝脏形态大小正常,实质回声均匀。胆囊大小正常,壁光滑,腔内未见异常回声。胰腺、脾脏未见明显异常。双肾形态正常,集合系统未见分离。',
    '肝、胆、胰、脾、双肾超声未见明显异常。',
  ],
  (r, id) => {
    const a = r.between(5, 22);
    return [
      id,
      'US',
      'ABDOMEN|肝胆胰脾',
      who(r),
      `肝实质回声细密增强,后场衰减。胆囊大小约${r.between(60, 85)}mm×${r.between(22, 35)}mm,壁不厚,腔内见强回声光团,大小约${a}mm,后方伴声影,随体位移动。胆总管不扩张。胰腺、脾脏未见异常。`,
      `1.脂肪肝。2.胆囊结石。胰、脾未见明显异常。`,
    ];
  },
  (r, id) => {
    const s = side(r);
    const a = r.between(4, 9);
    return [
      id,
      'US',
      '泌尿系',
      who(r),
      `${s}肾集合系统分离,最宽约${r.between(12, 28)}mm,${s}侧输尿管上段扩张,其内见强回声团,大小约${a}mm,伴声影。${other(s)}肾未见异常。膀胱充盈可。`,
      `${s}侧输尿管上段结石(约${a}mm)并${s}肾积水。`,
    ];
  },
  (r, id) => [
    id,
    'US',
    '子宫附件',
    who(r, ['F']),
    `子宫前位,大小约${r.between(45, 60)}mm×${r.between(38, 48)}mm,肌层回声均匀,内膜厚约${r.between(4, 11)}mm。双侧附件区未见明显异常回声。`,
    '子宫及双侧附件未见明显异常。',
  ],
  (r, id) => [
    id,
    'US',
    '膀胱前列腺',
    who(r, ['M']),
    `膀胱充盈好,壁光滑。前列腺大小约${r.between(48, 58)}mm×${r.between(36, 44)}mm×${r.between(32, 40)}mm,内外腺比例失调,其内见钙化斑。`,
    '前列腺增大伴钙化。',
  ],
  (r, id) => {
    const s = side(r);
    const a = r.between(3, 15);
    return [
      id,
      'US',
      '甲状腺',
      who(r),
      `甲状腺${s}叶见低回声结节,大小约${a}mm×${a - 1}mm,边界清。余甲状腺实质回声均匀。双侧颈部未见肿大淋巴结。`,
      `甲状腺${s}叶结节,TI-RADS 3类。`,
    ];
  },
  (r, id) => {
    const s = side(r);
    const a = r.between(6, 20);
    return [
      id,
      'US',
      '乳腺',
      who(r, ['F']),
      `${s}乳外上象限见低回声结节,大小约${a}mm×${a - 2}mm,边界清,未见血流信号。${other(s)}乳未见占位。`,
      `${s}乳结节,BI-RADS 3类。`,
    ];
  },
  (r, id) => {
    const hr = r.between(62, 94);
    return [
      id,
      'ECG',
      '',
      who(r),
      `窦性心律,心率${hr}次/分。PR间期${r.between(130, 180)}ms,QRS时限${r.between(80, 104)}ms,电轴${r.between(10, 70)}°。ST段无偏移,T波形态正常。`,
      '窦性心律,正常心电图。',
    ];
  },
  (r, id) => {
    const hr = r.between(66, 130);
    return [
      id,
      'ECG',
      '',
      who(r),
      `P波消失,代之以大小、形态、间距不一的f波,RR间期绝对不齐,平均心室率${hr}次/分。QRS时限${r.between(80, 104)}ms。`,
      `心房颤动,平均心室率${hr}次/分。`,
    ];
  },
  (r, id) => [
    id,
    'ECG',
    '',
    who(r),
    `窦性P波,心率${r.between(42, 57)}次/分。PR间期${r.between(140, 190)}ms,QRS时限${r.between(80, 100)}ms。ST-T未见明显异常。`,
    '窦性心动过缓。',
  ],
  (r, id) => [
    id,
    'ECG',
    '',
    who(r),
    `窦性心律,心率${r.between(60, 90)}次/分。QRS时限${r.between(122, 150)}ms,V1呈rsR'型,I、V5、V6 S波增宽。`,
    '窦性心律,完全性右束支传导阻滞。',
  ],
  (r, id) => [
    id,
    'ECG',
    '',
    who(r),
    `窦性心律,心率${r.between(60, 90)}次/分。II、III、aVF导联ST段弓背向上抬高0.${r.between(15, 35)}mV,I、aVL导联ST段压低。`,
    '急性下壁ST段抬高型心肌梗死。',
  ],
  (r, id) => [
    id,
    'CT',
    'HEAD|CT brain plain',
    who(r),
    'No intracranial haemorrhage, mass or infarct. The ventricles and sulci are normal. The midline is central. No skull fracture.',
    'Normal CT brain.',
  ],
  (r, id) => {
    const s = enSide(r);
    const a = r.between(5, 25);
    return [
      id,
      'CT',
      'CHEST|CT chest',
      who(r),
      `There is a ${a} mm nodule in the ${s} upper lobe with smooth margins. No pleural effusion. No enlarged mediastinal lymph nodes.`,
      `${a} mm nodule in the ${s} upper lobe. Follow-up CT in 6 months.`,
    ];
  },
  (r, id) => {
    const s = enSide(r);
    return [
      id,
      'DX',
      `WRIST|${s} wrist`,
      who(r),
      `Transverse fracture of the distal ${s} radius with dorsal angulation. The ulna is intact. Soft tissue swelling.`,
      `Fracture of the distal ${s} radius.`,
    ];
  },
  (r, id) => {
    const s = enSide(r);
    const a = r.between(4, 9);
    return [
      id,
      'US',
      'ABDOMEN|US kidneys',
      who(r),
      `Moderate hydronephrosis of the ${s} kidney. A ${a} mm stone lies in the proximal ${s} ureter. The bladder is normal.`,
      `Obstructing ${a} mm stone in the proximal ${s} ureter with hydronephrosis.`,
    ];
  },
  (r, id) => [
    id,
    'ECG',
    '',
    who(r),
    `Sinus rhythm, rate ${r.between(62, 92)} bpm. PR ${r.between(130, 180)} ms, QRS ${r.between(80, 104)} ms. No ST elevation or depression.`,
    'Normal ECG.',
  ],
];

/** `count` reports, every maker in turn. */
export function makeClean(random: Random, count: number): Case[] {
  return Array.from({ length: count }, (_, at) => {
    const make = makers[at % makers.length] as Make;
    return caseOf(make(random, `made-${at}`));
  });
}
