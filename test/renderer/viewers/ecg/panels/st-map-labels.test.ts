/** Labels of the ST map stand a line of text apart, each as near to its lead as that allows. */
import { expect, it } from 'vitest';
import { spreadLabels } from '../../../../../renderer/viewers/ecg/panels/st-map-panel.tsx';

it('keeps labels of one side a line apart and those that have room where they are', () => {
  const ys = spreadLabels({ V1: 115, V2: 94, V3: 58, V4: 47, V5: 22, V6: 0 });
  const right = ['V3', 'V4', 'V5', 'V6'].map((lead) => ys.get(lead) ?? Number.NaN);
  for (let i = 1; i < right.length; i++)
    expect((right[i - 1] as number) - (right[i] as number)).toBeGreaterThanOrEqual(17);
  expect(ys.get('V3')).toBeCloseTo(92 * Math.sin((58 * Math.PI) / 180) + 4, 6);
});
