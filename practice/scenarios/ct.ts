/** CT scenarios: head and chest, as a township with one scanner sends them. */
import { both, type Scenario } from './scenario.ts';

export const ctScenarios: readonly Scenario[] = [
  {
    code: 'ct-head/basal-ganglia-haemorrhage',
    normal: false,
    weight: 3,
    urgency: 'stroke',
    ages: [48, 78],
    orders: [
      {
        complaint: '突发左侧肢体无力伴言语不清2小时',
        history: '高血压病史10余年,未规律服药。入院血压198/112 mmHg,左侧肢体肌力2级,左侧巴氏征阳性。',
        question: '出血还是梗死?是否具备溶栓条件',
      },
      {
        complaint: '晨起活动中突感头痛、呕吐,左侧偏瘫1小时',
        history: '高血压3级,长期饮酒。嗜睡,血压210/118 mmHg,双侧瞳孔等大。',
        question: '请明确有无脑出血及出血量',
      },
    ],
    finding: both(
      '右侧基底节区见团块状高密度影,边缘欠规整,周围环绕低密度水肿带,右侧侧脑室受压变窄,中线结构轻度左移。',
      'A hyperdense mass in the right basal ganglia with a rim of low-density oedema; the right lateral ventricle is compressed and the midline slightly shifted to the left.',
    ),
    impression: both(
      '右侧基底节区脑出血,伴轻度占位效应。',
      'Right basal ganglia haemorrhage with mild mass effect.',
    ),
    depiction: {
      subject: 'ct-head',
      lesion: (random) => ({ kind: 'basal-ganglia-haemorrhage', side: -1, size: random.between(0.72, 1.08) }),
    },
  },
  {
    code: 'ct-head/epidural-haematoma',
    normal: false,
    weight: 2,
    urgency: 'trauma',
    ages: [17, 62],
    orders: [
      {
        complaint: '骑电动车摔倒致头部外伤3小时,头痛加重',
        history: '伤后短暂昏迷约5分钟后清醒,现再次嗜睡,GCS 12分,左颞部头皮肿胀。',
        question: '有无颅内血肿、颅骨骨折',
      },
      {
        complaint: '高处坠落伤后头痛、呕吐1小时',
        history: '从约3米高脚手架坠落,左侧头部着地,无抗凝药物史。',
        question: '请排除颅内出血,是否需转院手术',
      },
    ],
    finding: both(
      '左侧颞顶部颅骨内板下见双凸透镜形高密度影,边界清楚,邻近脑实质受压,左侧侧脑室变窄,中线结构右移。',
      'A biconvex hyperdense collection beneath the inner table of the left temporoparietal skull compresses the brain; the left lateral ventricle is narrowed and the midline shifted to the right.',
    ),
    impression: both('左侧颞顶部急性硬膜外血肿。', 'Acute left temporoparietal epidural haematoma.'),
    depiction: {
      subject: 'ct-head',
      lesion: (random) => ({ kind: 'epidural-haematoma', side: 1, size: random.between(0.85, 1.08) }),
    },
  },
  {
    code: 'ct-head/subarachnoid-haemorrhage',
    normal: false,
    weight: 1,
    urgency: 'emergency',
    ages: [38, 70],
    orders: [
      {
        complaint: '突发剧烈头痛伴呕吐1小时,“从未如此痛过”',
        history: '颈项强直,克氏征阳性,无发热。血压168/96 mmHg。',
        question: '蛛网膜下腔出血?',
      },
    ],
    finding: both(
      '鞍上池、环池及双侧外侧裂池内见弥漫性高密度影,脑室系统未见明显扩张。',
      'Diffuse hyperdensity fills the suprasellar and ambient cisterns and both Sylvian fissures; the ventricles are not dilated.',
    ),
    impression: both(
      '蛛网膜下腔出血,建议尽快行CTA排除动脉瘤。',
      'Subarachnoid haemorrhage; CT angiography is advised to look for an aneurysm.',
    ),
    depiction: { subject: 'ct-head', lesion: () => ({ kind: 'subarachnoid-haemorrhage' }) },
  },
  {
    code: 'ct-head/normal',
    normal: true,
    weight: 3,
    urgency: 'routine',
    ages: [25, 68],
    orders: [
      {
        complaint: '反复头晕1周',
        history: '无肢体活动障碍,无恶心呕吐,血压136/84 mmHg,颈椎病史3年。',
        question: '排除颅内病变',
      },
      {
        complaint: '头部碰撞后头痛半天',
        history: '在家中撞到门框,无昏迷,无呕吐,神清,神经系统查体阴性。',
        question: '有无颅内出血',
      },
    ],
    finding: both(
      '脑实质内未见异常密度影,脑室系统及脑沟、脑池未见异常,中线结构居中,颅骨未见骨折。',
      'No abnormal density in the brain; ventricles, sulci and cisterns are normal, the midline is central and no fracture is seen.',
    ),
    impression: both('颅脑CT平扫未见明显异常。', 'Normal non-contrast CT of the head.'),
    depiction: { subject: 'ct-head', lesion: () => ({ kind: 'none' }) },
  },
  {
    code: 'ct-chest/nodule',
    normal: false,
    weight: 2,
    urgency: 'routine',
    ages: [50, 76],
    orders: [
      {
        complaint: '体检胸片发现右上肺阴影1周',
        history: '吸烟30年,每日20支。偶有咳嗽,无咯血,无发热,近期体重无明显变化。',
        question: '右上肺结节性质待查',
      },
      {
        complaint: '咳嗽、痰中带血丝半月',
        history: '长期吸烟史,无结核接触史,抗感染治疗1周无好转。',
        question: '肺部占位?',
      },
    ],
    finding: both(
      '右肺上叶见类圆形软组织密度结节,直径约20 mm,边缘可见毛刺及浅分叶,纵隔未见肿大淋巴结。',
      'A rounded soft-tissue nodule about 20 mm across in the right upper lobe with spiculated, shallowly lobulated margins; no enlarged mediastinal nodes.',
    ),
    impression: both(
      '右肺上叶结节,考虑肺癌可能,建议增强CT及穿刺活检。',
      'Right upper lobe nodule, suspicious for lung cancer; contrast CT and biopsy are advised.',
    ),
    depiction: {
      subject: 'ct-chest',
      lesion: (random) => ({
        kind: 'nodule',
        at: [random.between(-84, -70), random.between(-20, 12), random.between(180, 196)],
        radius: random.between(8.5, 11),
      }),
    },
  },
  {
    code: 'ct-chest/pneumonia',
    normal: false,
    weight: 3,
    urgency: 'emergency',
    ages: [22, 82],
    orders: [
      {
        complaint: '发热、咳嗽、咳黄痰4天,气促1天',
        history: '体温最高39.4℃,右下肺可闻及湿啰音,WBC 15.6×10⁹/L,血氧饱和度92%。',
        question: '肺部感染?病变范围',
      },
    ],
    finding: both(
      '右肺下叶见大片实变影,其内可见空气支气管征,边缘模糊,周围伴斑片状磨玻璃影。',
      'Extensive consolidation of the right lower lobe with air bronchograms and blurred margins, surrounded by patchy ground-glass opacity.',
    ),
    impression: both('右肺下叶大叶性肺炎。', 'Right lower lobe pneumonia.'),
    depiction: {
      subject: 'ct-chest',
      lesion: (random) => ({
        kind: 'pneumonia',
        at: [-75, 45, random.between(90, 102)],
        radii: [random.between(28, 38), 35, random.between(30, 40)],
      }),
    },
  },
  {
    code: 'ct-chest/pneumothorax',
    normal: false,
    weight: 1,
    urgency: 'emergency',
    ages: [18, 38],
    sex: 'M',
    orders: [
      {
        complaint: '突发左侧胸痛、气促3小时',
        history: '瘦高体型,搬重物后发生,左肺呼吸音明显减弱,血氧饱和度90%。',
        question: '气胸?肺压缩程度',
      },
    ],
    finding: both(
      '左侧胸腔内见无肺纹理的透亮区,可见压缩的肺边缘,肺组织压缩约40%,纵隔无明显移位。',
      'Free air without lung markings in the left pleural cavity with a visible lung edge; about 40 % collapse, no mediastinal shift.',
    ),
    impression: both('左侧自发性气胸。', 'Left spontaneous pneumothorax.'),
    depiction: {
      subject: 'ct-chest',
      lesion: (random) => ({ kind: 'pneumothorax', side: 1, upright: false, width: random.between(30, 44) }),
    },
  },
  {
    code: 'ct-chest/normal',
    normal: true,
    weight: 2,
    urgency: 'routine',
    ages: [26, 66],
    orders: [
      {
        complaint: '健康体检',
        history: '无咳嗽、咳痰,无胸痛,无吸烟史。',
        question: '肺部筛查',
      },
      {
        complaint: '轻微胸闷2周',
        history: '心电图正常,双肺呼吸音清,无啰音。',
        question: '排除肺部病变',
      },
    ],
    finding: both(
      '双肺纹理清晰,未见实变及结节影,气管支气管通畅,纵隔未见肿大淋巴结,双侧胸腔无积液。',
      'Clear lungs without consolidation or nodule; airways patent, no enlarged nodes, no pleural effusion.',
    ),
    impression: both('胸部CT平扫未见明显异常。', 'Normal non-contrast CT of the chest.'),
    depiction: { subject: 'ct-chest', lesion: () => ({ kind: 'none' }) },
  },
];
