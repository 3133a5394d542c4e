/** Scenarios of plain chest films, MR of the brain and abdominal ultrasound. */
import { both, type Scenario } from './scenario.ts';

export const drScenarios: readonly Scenario[] = [
  {
    code: 'dr-chest/pneumothorax',
    normal: false,
    weight: 2,
    urgency: 'emergency',
    ages: [17, 36],
    sex: 'M',
    orders: [
      {
        complaint: '打篮球后突发左侧胸痛、胸闷2小时',
        history: '既往体健,左肺叩诊鼓音,呼吸音减弱,心率108次/分。',
        question: '气胸?',
      },
    ],
    finding: both(
      '左侧胸腔外带见无肺纹理透亮区,内侧可见压缩肺边缘,肺压缩约35%。',
      'A lucent zone without lung markings along the left chest wall with a visible lung edge; about 35 % collapse.',
    ),
    impression: both('左侧气胸。', 'Left pneumothorax.'),
    depiction: {
      subject: 'dr-chest',
      lesion: (random) => ({ kind: 'pneumothorax', side: 1, upright: true, width: random.between(42, 58) }),
    },
  },
  {
    code: 'dr-chest/pneumonia',
    normal: false,
    weight: 3,
    urgency: 'routine',
    ages: [19, 80],
    orders: [
      {
        complaint: '发热伴咳嗽3天',
        history: '体温38.7℃,咳黄色黏痰,右下肺可闻及湿啰音,WBC 13.2×10⁹/L。',
        question: '肺炎?',
      },
      {
        complaint: '受凉后寒战、高热、右侧胸痛2天',
        history: '深吸气时胸痛加重,咳铁锈色痰。',
        question: '肺部感染?',
      },
    ],
    finding: both(
      '右肺下野见大片状密度增高影,边缘模糊,其内隐约可见支气管充气征,右侧肋膈角清晰。',
      'A large ill-defined opacity in the right lower zone with faint air bronchograms; the right costophrenic angle is clear.',
    ),
    impression: both(
      '右肺下叶肺炎,建议治疗后复查。',
      'Right lower lobe pneumonia; follow-up after treatment is advised.',
    ),
    depiction: {
      subject: 'dr-chest',
      lesion: (random) => ({
        kind: 'pneumonia',
        at: [random.between(-82, -68), 40, random.between(92, 108)],
        radii: [random.between(30, 38), 38, random.between(28, 36)],
      }),
    },
  },
  {
    code: 'dr-chest/effusion',
    normal: false,
    weight: 2,
    urgency: 'routine',
    ages: [30, 79],
    orders: [
      {
        complaint: '胸闷、活动后气促1周,伴低热',
        history: '午后低热,盗汗,右下肺叩诊浊音,呼吸音消失。',
        question: '胸腔积液?',
      },
    ],
    finding: both(
      '右侧肋膈角消失,右肺下野见外高内低弧形致密影,右膈面显示不清。',
      'The right costophrenic angle is lost; a dense shadow rising towards the chest wall hides the right hemidiaphragm.',
    ),
    impression: both('右侧胸腔积液(中等量)。', 'Moderate right pleural effusion.'),
    depiction: {
      subject: 'dr-chest',
      lesion: (random) => ({ kind: 'effusion', side: -1, upright: true, height: random.between(38, 66) }),
    },
  },
  {
    code: 'dr-chest/enlarged-heart',
    normal: false,
    weight: 1,
    urgency: 'routine',
    ages: [55, 82],
    orders: [
      {
        complaint: '活动后心慌、气短3个月,加重伴双下肢水肿1周',
        history: '高血压20年,心界向左扩大,双踝凹陷性水肿。',
        question: '心影大小,有无肺淤血',
      },
    ],
    finding: both(
      '心影向左扩大,心胸比约0.60,双肺未见实变影,双侧肋膈角锐利。',
      'The heart is enlarged to the left with a cardiothoracic ratio of about 0.60; no consolidation, costophrenic angles sharp.',
    ),
    impression: both('心影增大,建议超声心动图检查。', 'Enlarged heart; echocardiography is advised.'),
    depiction: { subject: 'dr-chest', lesion: () => ({ kind: 'none' }), heart: 1.42 },
  },
  {
    code: 'dr-chest/normal',
    normal: true,
    weight: 3,
    urgency: 'routine',
    ages: [18, 65],
    orders: [
      { complaint: '入职体检', history: '无不适,无结核病史。', question: '胸部常规检查' },
      { complaint: '咳嗽3天', history: '无发热,双肺未闻及啰音。', question: '排除肺炎' },
    ],
    finding: both(
      '双肺野清晰,肺纹理走行自然,心影大小形态正常,双膈面光整,肋膈角锐利。',
      'Clear lungs with normal markings, heart of normal size and shape, smooth diaphragm, sharp costophrenic angles.',
    ),
    impression: both('心肺膈未见明显异常。', 'Normal chest radiograph.'),
    depiction: { subject: 'dr-chest', lesion: () => ({ kind: 'none' }) },
  },
];

export const mrScenarios: readonly Scenario[] = [
  {
    code: 'mr-brain/acute-infarct',
    normal: false,
    weight: 2,
    urgency: 'stroke',
    ages: [52, 80],
    orders: [
      {
        complaint: '右侧肢体无力、失语6小时',
        history: '房颤病史5年,未抗凝。右上肢肌力1级,右下肢肌力2级,NIHSS 14分。头颅CT未见出血。',
        question: '急性脑梗死?梗死范围',
      },
    ],
    finding: both(
      '左侧额颞叶见片状长T2信号,DWI呈明显高信号,局部脑沟变浅,中线结构居中。',
      'A patch of high T2 signal in the left frontotemporal lobe, markedly bright on DWI, with effaced sulci; the midline is central.',
    ),
    impression: both(
      '左侧大脑中动脉供血区急性脑梗死。',
      'Acute infarct in the left middle cerebral artery territory.',
    ),
    depiction: {
      subject: 'mr-brain',
      lesion: (random) => ({ kind: 'middle-cerebral-infarct', side: 1, size: random.between(0.6, 0.95) }),
    },
  },
  {
    code: 'mr-brain/normal',
    normal: true,
    weight: 1,
    urgency: 'routine',
    ages: [20, 58],
    orders: [
      {
        complaint: '间断头痛半年',
        history: '额部胀痛,休息后缓解,神经系统查体未见异常,视力正常。',
        question: '排除颅内占位',
      },
    ],
    finding: both(
      '脑实质信号未见异常,DWI未见弥散受限,脑室及脑沟脑池正常,中线结构居中。',
      'Normal brain signal without restricted diffusion; normal ventricles, sulci and cisterns, central midline.',
    ),
    impression: both('颅脑MR平扫未见明显异常。', 'Normal MR of the brain.'),
    depiction: { subject: 'mr-brain', lesion: () => ({ kind: 'none' }) },
  },
];

export const usScenarios: readonly Scenario[] = [
  {
    code: 'us-abdomen/gallstone',
    normal: false,
    weight: 3,
    urgency: 'routine',
    ages: [32, 72],
    orders: [
      {
        complaint: '进食油腻后右上腹胀痛2天',
        history: '向右肩背部放射,墨菲征可疑阳性,无发热、黄疸。',
        question: '胆囊结石?胆囊炎?',
      },
    ],
    finding: both(
      '胆囊大小正常,囊内见一枚约15 mm强回声团,后方伴声影,胆囊壁不厚。',
      'Gall bladder of normal size holding a bright echo of about 15 mm with an acoustic shadow; its wall is not thickened.',
    ),
    impression: both('胆囊结石。', 'Gallstone.'),
    depiction: { subject: 'us-abdomen', lesion: 'gallstone' },
  },
  {
    code: 'us-abdomen/hydronephrosis',
    normal: false,
    weight: 2,
    urgency: 'emergency',
    ages: [24, 60],
    orders: [
      {
        complaint: '突发右侧腰腹部绞痛4小时,伴血尿',
        history: '疼痛向会阴部放射,右肾区叩击痛阳性,尿隐血3+。',
        question: '泌尿系结石?肾积水?',
      },
    ],
    finding: both(
      '右肾集合系统分离,肾盂肾盏扩张呈无回声区,互相连通,肾实质厚度尚可。',
      'The right collecting system is separated: dilated, connected, echo-free pelvis and calyces; parenchyma preserved.',
    ),
    impression: both(
      '右肾中度积水,建议进一步检查输尿管。',
      'Moderate right hydronephrosis; the ureter should be examined.',
    ),
    depiction: { subject: 'us-abdomen', lesion: 'hydronephrosis' },
  },
  {
    code: 'us-abdomen/normal-gallbladder',
    normal: true,
    weight: 1,
    urgency: 'routine',
    ages: [22, 62],
    orders: [{ complaint: '上腹部不适1周', history: '餐后饱胀,无发热、黄疸。', question: '肝胆常规检查' }],
    finding: both(
      '肝脏回声均匀,胆囊壁光滑,腔内透声好,未见结石。',
      'Homogeneous liver, smooth gall bladder wall, clear lumen, no stone.',
    ),
    impression: both('肝胆超声未见明显异常。', 'Normal ultrasound of liver and gall bladder.'),
    depiction: { subject: 'us-abdomen', lesion: 'normal-gallbladder' },
  },
  {
    code: 'us-abdomen/normal-kidney',
    normal: true,
    weight: 1,
    urgency: 'routine',
    ages: [22, 62],
    orders: [
      { complaint: '腰部酸痛2周', history: '劳累后明显,无血尿,尿常规正常。', question: '双肾常规检查' },
    ],
    finding: both(
      '右肾大小形态正常,皮髓质分界清,集合系统未见分离及结石。',
      'Right kidney of normal size and shape, clear corticomedullary distinction, no dilatation or stone.',
    ),
    impression: both('右肾超声未见明显异常。', 'Normal ultrasound of the right kidney.'),
    depiction: { subject: 'us-abdomen', lesion: 'normal-kidney' },
  },
];
