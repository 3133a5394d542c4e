/** Measurements in words, in both languages: names of tools and quantities, and how a number is written. */
import type { Language } from '#shared/failure.ts';
import type { MarkingTool, Measurement, Quantity, QuantityName } from '#shared/measure/marking.ts';
import { decimalsOfQuantity } from '#shared/measure/quantity-text.ts';
import type { LengthUnit, SpacingMethod } from '#shared/measure/spacing.ts';
import type { LinkedText, LinkedValue, LinkedValues } from '#shared/report/numbers/image-links.ts';
import { type Words, wordsIn } from '../words.ts';

interface MarkingWords {
  readonly tools: Readonly<Record<MarkingTool, string>>;
  readonly quantities: Readonly<Record<QuantityName, string>>;
  readonly keyImage: string;
  readonly arrowText: string;
  readonly colour: string;
}

const zh: MarkingWords = {
  tools: {
    length: '长度',
    bidirectional: '双径',
    angle: '角度',
    cobb: 'Cobb 角',
    cardiothoracic: '心胸比',
    ellipse: '椭圆',
    rectangle: '矩形',
    circle: '圆形',
    freehand: '手绘区域',
    probe: '像素值',
    arrow: '箭头',
    height: '高度差',
  },
  quantities: {
    length: '长度',
    longAxis: '长径',
    shortAxis: '短径',
    angle: '角度',
    ratio: '心胸比',
    heart: '心影最大横径',
    thorax: '胸廓最大横径',
    area: '面积',
    mean: '均值',
    deviation: '标准差',
    min: '最小',
    max: '最大',
    value: '像素值',
    height: '高度差',
    duration: '时间',
    velocity: '速度差',
    frequency: '频率差',
  },
  keyImage: '关键图像',
  arrowText: '箭头说明,回车确认',
  colour: '彩色图像不计灰度',
};

const en: MarkingWords = {
  tools: {
    length: 'Length',
    bidirectional: 'Bidirectional',
    angle: 'Angle',
    cobb: 'Cobb angle',
    cardiothoracic: 'Cardiothoracic ratio',
    ellipse: 'Ellipse',
    rectangle: 'Rectangle',
    circle: 'Circle',
    freehand: 'Freehand region',
    probe: 'Value',
    arrow: 'Arrow',
    height: 'Height difference',
  },
  quantities: {
    length: 'Length',
    longAxis: 'Long axis',
    shortAxis: 'Short axis',
    angle: 'Angle',
    ratio: 'CTR',
    heart: 'Heart width',
    thorax: 'Chest width',
    area: 'Area',
    mean: 'Mean',
    deviation: 'SD',
    min: 'Min',
    max: 'Max',
    value: 'Value',
    height: 'Height difference',
    duration: 'Time',
    velocity: 'Velocity difference',
    frequency: 'Frequency difference',
  },
  keyImage: 'Key image',
  arrowText: 'What the arrow says; Enter keeps it',
  colour: 'no grey values in colour',
};

export function markingWords(language: Language): MarkingWords {
  return language === 'en' ? en : zh;
}

/** Lines for the writing beside the shape; empty until it has a size. */
export function linesOf(measurement: Measurement, language: Language): string[] {
  const { quantities, text, tool, points } = measurement;
  if (tool === 'arrow') return text === '' ? [] : text.split('\n');
  const words = wordsIn(language);
  const own = markingWords(language);
  const number = (quantity: Quantity): string => numberText(quantity, words);
  const of = (name: QuantityName): Quantity | undefined => quantities.find((one) => one.name === name);
  const lines: string[] = [];
  const mean = of('mean');
  const deviation = of('deviation');
  const min = of('min');
  const max = of('max');
  if (mean && deviation)
    lines.push(`${own.quantities.mean} ${number(mean)}  ${own.quantities.deviation} ${bare(deviation)}`);
  if (min && max) lines.push(`${words.range} ${bare(min)} – ${number(max)}`);
  const alone = quantities.length === 1 || tool === 'length';
  for (const quantity of quantities) {
    if (['mean', 'deviation', 'min', 'max'].includes(quantity.name)) continue;
    const isNamed = quantity.name !== 'length' && (!alone || quantity.name === 'area' || tool === 'length');
    lines.push(isNamed ? `${own.quantities[quantity.name]} ${number(quantity)}` : number(quantity));
  }
  const [place] = points;
  if (tool === 'probe' && place) {
    if (quantities.length === 0) lines.push(own.colour);
    lines.push(`(${Math.round(place[0])}, ${Math.round(place[1])})`);
  }
  if (measurement.method !== null) lines.push(methodText(measurement, words));
  return lines;
}

/** One line for lists: name, numbers, method. */
export function summaryOf(measurement: Measurement, language: Language): string {
  const name = markingWords(language).tools[measurement.tool];
  const lines = linesOf(measurement, language).join(' · ');
  return lines.startsWith(name) ? lines : `${name} ${lines}`.trim();
}

/** What of a measurement goes into a report: a ratio without its widths, a region without its extremes. */
const reported: Partial<Record<MarkingTool, readonly QuantityName[]>> = {
  cardiothoracic: ['ratio'],
  ellipse: ['mean', 'deviation', 'area'],
  rectangle: ['mean', 'deviation', 'area'],
  circle: ['mean', 'deviation', 'area'],
  freehand: ['mean', 'deviation', 'area'],
};

/** For the report: name, number and unit of each quantity, the numbers with their places; an arrow's words. */
export function reportTextOf(measurement: Measurement, language: Language): LinkedText {
  if (measurement.tool === 'arrow') return { text: measurement.text, numbers: [] };
  const words = wordsIn(language);
  const own = markingWords(language);
  const wanted = reported[measurement.tool];
  const numbers: Array<LinkedText['numbers'][number]> = [];
  let text = '';
  for (const quantity of measurement.quantities) {
    if (wanted !== undefined && !wanted.includes(quantity.name)) continue;
    const name = quantity.name === 'angle' ? own.tools[measurement.tool] : own.quantities[quantity.name];
    const number = bare(quantity);
    if (text !== '') text += language === 'en' ? ', ' : ',';
    text += `${name} `;
    const from = text.length;
    text += numberText(quantity, words);
    numbers.push({
      key: `${measurement.id}:${quantity.name}`,
      from,
      to: from + number.length,
      ...linkedValue(quantity, name, words),
    });
  }
  return { text, numbers };
}

/** What every measurement says now, for the numbers that are bound to it. */
export function linkedValuesOf(measurements: readonly Measurement[], language: Language): LinkedValues {
  const words = wordsIn(language);
  const own = markingWords(language);
  return Object.fromEntries(
    measurements.flatMap(({ id, tool, quantities }) =>
      quantities.map((quantity) => [
        `${id}:${quantity.name}`,
        linkedValue(
          quantity,
          quantity.name === 'angle' ? own.tools[tool] : own.quantities[quantity.name],
          words,
        ),
      ]),
    ),
  );
}

function linkedValue(quantity: Quantity, name: string, words: Words): LinkedValue {
  return {
    value: quantity.value,
    unit: unitText(quantity, words),
    decimals: decimalsOfQuantity(quantity),
    name,
  };
}

/** `12.3 mm`, `401.2 mm²`, `0.52`, `37.5°`. */
function numberText(quantity: Quantity, words: Words): string {
  const unit = unitText(quantity, words);
  return unit === '°' ? `${bare(quantity)}°` : `${bare(quantity)} ${unit}`.trim();
}

function bare(quantity: Quantity): string {
  return quantity.value.toFixed(decimalsOfQuantity(quantity));
}

function unitText(quantity: Quantity, words: Words): string {
  const unit = words.units[quantity.unit as LengthUnit] ?? quantity.unit;
  return quantity.name === 'area' ? unit.replace(/^(mm|px)/, '$1²') : unit;
}

function methodText({ method, magnification }: Measurement, words: Words): string {
  const name = words.methods[method as SpacingMethod] ?? method ?? '';
  return magnification === null ? name : `${name} · ${words.magnification(magnification)}`;
}
