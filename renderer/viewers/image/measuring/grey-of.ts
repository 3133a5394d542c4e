/** The grey values of a loaded frame with their unit: HU, SUV where it is defined, else what the file calls them. */
import { cache } from '@cornerstonejs/core';
import type { DataSet } from 'dicom-parser';
import type { Grey } from '#shared/measure/evaluate-marking.ts';
import { type SuvFacts, suvFactor } from '#shared/measure/suv.ts';
import { entryOf } from '../metadata/header-book.ts';
import type { ImageHeader } from '../metadata/image-header.ts';
import { numberAt, textAt } from '../metadata/read-values.ts';

/** Null for colour and for what is not loaded. */
export function greyOf(imageId: string): Grey | null {
  const entry = entryOf(imageId);
  const image = cache.getImage(imageId);
  if (!entry || !image || image.color) return null;
  const { header, dataSet } = entry;
  const plane = { columns: header.columns, rows: header.rows, values: image.getPixelData() };
  const factor = header.modality === 'PT' ? suvFactor(suvFactsOf(dataSet)) : null;
  return factor === null
    ? { plane, unit: greyUnit(header, dataSet), factor: 1 }
    : { plane, unit: 'SUVbw', factor };
}

function greyUnit(header: ImageHeader, dataSet: DataSet): string {
  if (header.modality === 'CT' && header.rescale) return 'HU';
  if (header.modality === 'PT') return textAt(dataSet, 'x00541001');
  const type = header.rescale?.type ?? '';
  return type === 'US' ? '' : type;
}

function suvFactsOf(dataSet: DataSet): SuvFacts {
  const drug = dataSet.elements.x00540016?.items?.[0]?.dataSet;
  const date = textAt(dataSet, 'x00080021');
  const startedAt = drug === undefined ? '' : textAt(drug, 'x00181078');
  const injected =
    startedAt === '' ? momentOf(date, drug ? textAt(drug, 'x00181072') : '') : momentOf(startedAt, '');
  const unit = textAt(dataSet, 'x00541001');
  return {
    units: unit,
    decayCorrection: textAt(dataSet, 'x00541102'),
    weightKg: numberAt(dataSet, 'x00101030'),
    doseBq: drug ? numberAt(drug, 'x00181074') : null,
    halfLifeSeconds: drug ? numberAt(drug, 'x00181075') : null,
    injectedAt: injected,
    scannedAt: momentOf(date, textAt(dataSet, 'x00080031')),
  };
}

/** A DT, or a DA with a TM, in ms of the device's own clock; null when either is missing. */
function momentOf(date: string, time: string): number | null {
  const digits = time === '' ? date : date.slice(0, 8) + time;
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?/.exec(digits);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second = '0'] = parts.map(Number) as unknown as string[];
  return Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second) || 0,
  );
}
