/** Journey step 2: where a slice lies along its own normal (PS3.3 C.7.6.2.1.1), the order of a stack. */
import type { DicomDataSet } from './data-set.ts';
import { decimalValues, itemsOf } from './element-values.ts';

/** Distance in mm along the slice normal; of a multi-frame object, of its first frame; null without geometry. */
export function positionAlongNormal(dataSet: DicomDataSet): number | null {
  const shared = itemsOf(dataSet, 0x52009229)[0];
  const first = itemsOf(dataSet, 0x52009230)[0];
  const groups = [dataSet, ...[first, shared].filter((group) => group !== undefined)];
  const position = findIn(groups, 0x00209113, 0x00200032);
  const orientation = findIn(groups, 0x00209116, 0x00200037);
  if (position?.length !== 3 || orientation?.length !== 6) return null;
  const [x = 0, y = 0, z = 0] = position;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = orientation;
  const normal = [b * f - c * e, c * d - a * f, a * e - b * d] as const;
  const size = Math.hypot(...normal);
  if (size < 1e-6) return null;
  return (x * normal[0] + y * normal[1] + z * normal[2]) / size;
}

function findIn(groups: readonly DicomDataSet[], sequence: number, tag: number): readonly number[] | null {
  for (const group of groups) {
    const nested = itemsOf(group, sequence)[0];
    const values = decimalValues(group, tag) ?? (nested === undefined ? null : decimalValues(nested, tag));
    if (values !== null) return values;
  }
  return null;
}
