/** The protocols the house brings along, the special ones first; what a reader saves stands before them. */
import type { BodyRegion } from '#shared/study/body-region.ts';
import type { HangingProtocol, HangingRule } from '#shared/study/hanging-protocol.ts';

const must = { weight: 0, required: true } as const;
const adds = (weight: number) => ({ weight, required: false });

const modality = (...names: string[]): HangingRule => ({ of: 'modality', in: names, ...must });
const region = (...names: BodyRegion[]): HangingRule => ({
  of: 'region',
  in: names,
  weight: 5,
  required: true,
});
const called = (like: string, weight = 10): HangingRule => ({
  of: 'description',
  like,
  weight,
  required: true,
});
const preferred = (like: string, weight = 3): HangingRule => ({ of: 'description', like, ...adds(weight) });
const pictures = (atLeast: number, atMost?: number): HangingRule => ({
  of: 'pictures',
  atLeast,
  ...(atMost === undefined ? {} : { atMost }),
  ...must,
});
const pane = (rules: HangingRule[], preset?: string): HangingProtocol['panes'][number] => ({
  rules,
  required: true,
  ...(preset === undefined ? {} : { preset }),
});
const anything = pane([]);
const spare: HangingProtocol['panes'][number] = { rules: [], required: false };

const projections = modality('DX', 'CR', 'IO', 'PX', 'RG');
const frontal = '\\b(PA|AP|FRONTAL)\\b|正位|后前位|前后位';
const lateral = '\\b(LAT|LATERAL|LL)\\b|侧位';
const plain = '平扫|\\b(PLAIN|NON.?CON|WITHOUT|C-)';
const arterial = '动脉|\\bART';
const portal = '门脉|静脉期|\\b(PORTAL|VENOUS|PV)';
const delayed = '延迟|平衡|\\b(DELAY|LATE)';

export const builtInProtocols: readonly HangingProtocol[] = [
  {
    name: 'mammography',
    label: { 'zh-CN': '乳腺四图', en: 'Mammography, four views' },
    unit: 'picture',
    study: [modality('MG'), pictures(4)],
    layout: '2x2',
    // The right breast on the left, chest walls together.
    panes: [
      'R.*CC|右.*(CC|轴位|头足)',
      'L.*CC|左.*(CC|轴位|头足)',
      'R.*MLO|右.*(MLO|斜)',
      'L.*MLO|左.*(MLO|斜)',
    ].map((view) => pane([called(view)])),
  },
  {
    name: 'chest-frontal-lateral',
    label: { 'zh-CN': '胸部正侧位', en: 'Chest, frontal and lateral' },
    unit: 'picture',
    study: [projections, region('chest'), pictures(2)],
    layout: '1x2',
    panes: [pane([called(frontal)]), pane([called(lateral)])],
  },
  {
    name: 'frontal-lateral',
    label: { 'zh-CN': '正侧位', en: 'Frontal and lateral' },
    unit: 'picture',
    study: [projections, pictures(2, 2)],
    layout: '1x2',
    panes: [pane([called(frontal)]), pane([called(lateral)])],
  },
  {
    name: 'ct-head',
    label: { 'zh-CN': '头颅 CT 脑窗与骨窗', en: 'Head CT, brain and bone' },
    unit: 'series',
    study: [modality('CT'), region('head')],
    layout: '1x2',
    panes: [
      pane(
        [preferred('脑|软组织|\\b(BRAIN|SOFT|STD|STANDARD)'), { of: 'pictures', atLeast: 8, ...must }],
        '5',
      ),
      pane([called('骨|\\b(BONE|SHARP)'), { of: 'pictures', atLeast: 8, ...must }], '4'),
    ],
  },
  {
    name: 'ct-chest',
    label: { 'zh-CN': '胸部 CT 肺窗与纵隔窗', en: 'Chest CT, lung and mediastinum' },
    unit: 'series',
    study: [modality('CT'), region('chest')],
    layout: '1x2',
    panes: [
      pane([called('肺|\\b(LUNG|SHARP|HRCT)'), { of: 'pictures', atLeast: 8, ...must }], '1'),
      pane(
        [called('纵隔|软组织|标准|\\b(MEDIAST|SOFT|STD|STANDARD)'), { of: 'pictures', atLeast: 8, ...must }],
        '2',
      ),
    ],
  },
  {
    name: 'ct-phases',
    label: { 'zh-CN': 'CT 多期增强', en: 'CT, contrast phases' },
    unit: 'series',
    study: [modality('CT'), region('abdomen', 'pelvis')],
    layout: '2x2',
    panes: [
      pane([called(arterial)]),
      pane([called(portal)]),
      pane([called(plain)]),
      { rules: [called(delayed)], required: false },
    ],
  },
  {
    name: 'ct-plain-contrast',
    label: { 'zh-CN': 'CT 平扫与增强', en: 'CT, plain and contrast' },
    unit: 'series',
    study: [modality('CT')],
    layout: '1x2',
    panes: [pane([called(plain)]), pane([called(`增强|\\b(CONTRAST|C\\+|ENH)|${arterial}|${portal}`)])],
  },
  {
    name: 'mr-brain',
    label: { 'zh-CN': '颅脑 MR', en: 'Brain MR' },
    unit: 'series',
    study: [modality('MR'), region('head')],
    layout: '2x2',
    panes: [
      pane([called('DWI|弥散|扩散|B1000')]),
      pane([called('FLAIR|水抑制|压水')]),
      pane([called('T2(?!.*FLAIR)')]),
      pane([called('T1')]),
    ],
  },
  {
    name: 'mr-brain-stroke',
    label: { 'zh-CN': '颅脑 MR 弥散与 T2', en: 'Brain MR, diffusion and T2' },
    unit: 'series',
    study: [modality('MR'), region('head')],
    layout: '1x2',
    panes: [pane([called('DWI|弥散|扩散|B1000')]), pane([called('T2|FLAIR')])],
  },
  {
    name: 'mr-joint',
    label: { 'zh-CN': '关节与脊柱 MR', en: 'Joint and spine MR' },
    unit: 'series',
    study: [modality('MR'), region('lower-limb', 'upper-limb', 'spine')],
    layout: '2x2',
    panes: [
      pane([called('SAG|矢状'), preferred('PD|压脂|FS|STIR|T2')]),
      pane([called('COR|冠状'), preferred('PD|压脂|FS|STIR|T2')]),
      pane([called('TRA|AX|横断|轴位')]),
      spare,
    ],
  },
  {
    name: 'two-projections',
    label: { 'zh-CN': '两幅并排', en: 'Two side by side' },
    unit: 'picture',
    study: [modality('DX', 'CR', 'IO', 'PX', 'RG', 'MG'), pictures(2, 2)],
    layout: '1x2',
    panes: [anything, anything],
  },
  {
    name: 'projections',
    label: { 'zh-CN': '多幅平片', en: 'Several projections' },
    unit: 'picture',
    study: [modality('DX', 'CR', 'IO', 'PX', 'RG', 'MG'), pictures(3)],
    layout: '2x2',
    panes: [anything, anything, anything, spare],
  },
  {
    name: 'largest',
    label: { 'zh-CN': '单窗口', en: 'One viewport' },
    unit: 'series',
    study: [],
    layout: '1x1',
    panes: [anything],
  },
];
