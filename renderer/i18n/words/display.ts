/** Words of the monitors' checks: test pattern, luminances, correction of greys. */
import { bilingual } from '../bilingual.ts';

export const displayWords = bilingual(
  {
    'display.title': '显示器检查(灰阶)',
    'display.hint': '多台显示器时,请把本窗口拖到要检查的那一台上再做。结果按显示器分别保存在本机。',
    'display.never': '本显示器从未检查',
    'display.seenFine': '{{date}} 目视检查:正常',
    'display.seenFailed': '{{date}} 目视检查:{{count}} 项不正常',
    'display.metered': '{{date}} 亮度测量:{{grade}}',
    'display.grade.primary': '符合诊断用要求',
    'display.grade.secondary': '仅符合浏览用要求',
    'display.grade.none': '不符合要求',
    'display.figures':
      '与 GSDF 最大偏差 {{deviation}} %(灰阶 {{level}} 处),亮度比 {{ratio}},最高亮度 {{most}} cd/m²',
    'display.corrected': '校正后最大偏差约 {{deviation}} %(按测得的 18 级估计)',
    'display.due': '下次检查:{{date}}',
    'display.overdue': '显示器检查已过期({{date}} 到期)',
    'display.correct': '按 GSDF 校正灰阶图像',
    'display.correctHint':
      '仅用于本显示器的灰阶图像;关闭时逐像素原样显示。校正在 8 位灰阶内进行,个别相邻灰阶会合并。',
    'display.needsMeter': '须先用亮度计测量',
    'display.open': '打开测试图',
    'display.look': '目视检查',
    'display.measure': '亮度测量',
    'display.ask.frame': '四边白框线完整,网格线平直',
    'display.ask.dark': '左侧黑方块中能看见 5 % 的小方块',
    'display.ask.bright': '右侧白方块中能看见 95 % 的小方块',
    'display.ask.steps': '18 级灰阶逐级可分,每级两角的淡方块可见',
    'display.ask.bars': '四角与中央的 1、2 像素线条清楚可分',
    'display.ask.gradient': '下方灰阶渐变连续,没有突跳的条带',
    'display.yes': '是',
    'display.no': '否',
    'display.record': '保存检查结果',
    'display.failedHint':
      '有不正常的项目:请调整显示器亮度、对比度与分辨率后再查;仍不正常时不要用它诊断,请报告设备科。',
    'display.ambient': '环境光反射亮度(cd/m²,关屏测得;不测填 0)',
    'display.luminance': '灰阶 {{level}} 的亮度(cd/m²),第 {{step}}/18 级',
    'display.luminanceHint': '亮度计贴在中央方块上读数,回车到下一级;也可一次粘贴 18 个数。测量时不作校正。',
    'display.wrong': '灰阶 {{level}} 的亮度不可能:须比前一级亮,并在 0.05–4000 cd/m² 内',
    'display.wide': '隐藏说明(H)',
    'display.close': '关闭(Esc)',
  },
  {
    'display.title': 'Monitor check (greys)',
    'display.hint':
      'With several monitors, drag this window onto the one to be checked. Results are kept on this computer, for each monitor.',
    'display.never': 'This monitor was never checked',
    'display.seenFine': '{{date}} looked at: as it should be',
    'display.seenFailed': '{{date}} looked at: {{count}} not as they should be',
    'display.metered': '{{date}} measured: {{grade}}',
    'display.grade.primary': 'fit for diagnosis',
    'display.grade.secondary': 'fit for looking only',
    'display.grade.none': 'fit for neither',
    'display.figures':
      'Largest deviation from the GSDF {{deviation}} % (at level {{level}}), luminance ratio {{ratio}}, white {{most}} cd/m²',
    'display.corrected': 'Corrected, the deviation is about {{deviation}} % (estimated from the 18 levels)',
    'display.due': 'Next check: {{date}}',
    'display.overdue': 'Monitor check overdue (since {{date}})',
    'display.correct': 'Correct grey pictures by the GSDF',
    'display.correctHint':
      'Grey pictures on this monitor only; off, every pixel is shown as it is. Within 8 bits some neighbouring levels become one.',
    'display.needsMeter': 'Measure with a meter first',
    'display.open': 'Open the test pattern',
    'display.look': 'By eye',
    'display.measure': 'By meter',
    'display.ask.frame': 'The white frame is whole on all four sides, the grid is straight',
    'display.ask.dark': 'The 5 % square is seen in the black one on the left',
    'display.ask.bright': 'The 95 % square is seen in the white one on the right',
    'display.ask.steps':
      'Each of the 18 steps differs from the next; the faint squares in two corners of each are seen',
    'display.ask.bars': 'Bars of 1 and 2 pixels are told apart in the corners and in the middle',
    'display.ask.gradient': 'The ramp at the bottom is smooth, without bands',
    'display.yes': 'Yes',
    'display.no': 'No',
    'display.record': 'Keep the result',
    'display.failedHint':
      'Something is not as it should be: adjust brightness, contrast and resolution and look again. If it stays so, do not diagnose on this monitor; report it.',
    'display.ambient': 'Reflected room light (cd/m², measured with the monitor off; 0 if not measured)',
    'display.luminance': 'Luminance of level {{level}} (cd/m²), step {{step}} of 18',
    'display.luminanceHint':
      'Hold the meter to the square in the middle, type what it reads, Enter goes on; or paste all 18 at once. Nothing is corrected while measuring.',
    'display.wrong':
      'The luminance of level {{level}} cannot be: it must be brighter than the level before, within 0.05–4000 cd/m²',
    'display.wide': 'Hide this panel (H)',
    'display.close': 'Close (Esc)',
  },
);
