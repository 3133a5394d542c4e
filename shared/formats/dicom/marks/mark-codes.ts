/** Codes of quantities and units in measurement reports (PS3.16 CID 7469 and neighbours, UCUM). */
import type { QuantityName } from '../../../measure/marking.ts';
import type { Code } from '../elements-to-write.ts';

export const own = '99YUANZHEN';

export const quantityCodes: Readonly<Record<QuantityName, Code>> = {
  length: { value: '410668003', scheme: 'SCT', meaning: 'Length' },
  longAxis: { value: '103339001', scheme: 'SCT', meaning: 'Long Axis' },
  shortAxis: { value: '103340004', scheme: 'SCT', meaning: 'Short Axis' },
  angle: { value: '1483009', scheme: 'SCT', meaning: 'Angle' },
  area: { value: '42798000', scheme: 'SCT', meaning: 'Area' },
  mean: { value: '373098007', scheme: 'SCT', meaning: 'Mean' },
  deviation: { value: '386136009', scheme: 'SCT', meaning: 'Standard Deviation' },
  min: { value: '255605001', scheme: 'SCT', meaning: 'Minimum' },
  max: { value: '56851009', scheme: 'SCT', meaning: 'Maximum' },
  ratio: { value: 'ctr', scheme: own, meaning: 'Cardiothoracic ratio' },
  heart: { value: 'heart-width', scheme: own, meaning: 'Heart width' },
  thorax: { value: 'chest-width', scheme: own, meaning: 'Chest width' },
  value: { value: 'pixel-value', scheme: own, meaning: 'Pixel value' },
  height: { value: 'height', scheme: own, meaning: 'Height difference' },
  duration: { value: 'duration', scheme: own, meaning: 'Time difference' },
  velocity: { value: 'velocity', scheme: own, meaning: 'Velocity difference' },
  frequency: { value: 'frequency', scheme: own, meaning: 'Frequency difference' },
};

/** Which plane a millimetre lies in stands in the meaning: other viewers show it, and ours reads it back. */
const lengths: Readonly<Record<string, readonly [code: string, meaning: string]>> = {
  mm: ['mm', 'millimeter'],
  'mm-manual': ['mm', 'millimeter, calibrated by hand'],
  'mm-detector': ['mm', 'millimeter in the detector plane'],
  'mm-film': ['mm', 'millimeter in the film plane'],
  px: ['{pixels}', 'pixels'],
};
const plain: Readonly<Record<string, readonly [code: string, meaning: string]>> = {
  '°': ['deg', 'degree'],
  HU: ["[hnsf'U]", 'Hounsfield unit'],
  SUVbw: ['{SUVbw}g/ml', 'Standardized Uptake Value body weight'],
  ms: ['ms', 'millisecond'],
  'cm/s': ['cm/s', 'centimeter per second'],
  Hz: ['Hz', 'hertz'],
  '': ['1', 'no units'],
};

/** The unit of a quantity; what a file calls its grey values is kept as an annotation of UCUM. */
export function unitCode(name: QuantityName, unit: string): Code {
  const length = lengths[unit];
  if (length !== undefined) {
    const [code, meaning] = length;
    return name === 'area'
      ? { value: code === 'mm' ? 'mm2' : '{pixels2}', scheme: 'UCUM', meaning: `square ${meaning}` }
      : { value: code, scheme: 'UCUM', meaning };
  }
  const [code, meaning] = plain[unit] ?? [`{${unit.replaceAll(/[^!-~]|[{}]/g, '')}}`, unit];
  return { value: code, scheme: 'UCUM', meaning };
}

/** Our unit from a code's meaning. */
export function unitOfCode(meaning: string): string {
  const bare = meaning.replace(/^square /, '');
  const known = Object.entries({ ...lengths, ...plain }).find(([, [, one]]) => one === bare);
  return known?.[0] ?? meaning;
}
