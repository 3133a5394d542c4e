/** A layout that a reader saved hangs the next study of that kind alike, before all protocols of the house, and no other kind. */
import { expect, test } from 'vitest';
import { hangingProtocolSchema } from '#shared/study/hanging-protocol.ts';
import type { Study } from '#shared/study/study.ts';
import { pickHanging } from '../../../../renderer/hanging/pick-hanging.ts';
import { protocolOf, withProtocol } from '../../../../renderer/viewers/image/save-layout.ts';
import { stacksOf } from '../../../../renderer/viewers/image/stack.ts';
import { studyOfFiles } from './rig/study-of-files.ts';
import { syntheticCt } from './rig/synthetic-images.ts';

function chest(bodyPart = 'CHEST'): Study {
  const series = (number: number, description: string) =>
    syntheticCt({ slices: 9, size: 16, series: number, description, bodyPart });
  return studyOfFiles([...series(1, '标准 5mm (B30f)'), ...series(2, '肺 5mm'), ...series(3, '冠状 3mm')])
    .study;
}

test('series called alike lie in the same panes in the same windows', () => {
  const study = chest();
  const stacks = stacksOf(study, (sha256) => sha256);
  const at = (index: number, look: { lower: number; upper: number } | null) => ({
    stack: stacks[index] ?? null,
    look,
  });
  // Lung is 1500 / -600, which covers 1499 values from -1350 on.
  const protocol = protocolOf(
    study,
    '2x2',
    [
      at(2, null),
      at(0, { lower: -1350, upper: 149 }),
      { stack: null, look: null },
      at(1, { lower: 0, upper: 1 }),
    ],
    {},
  );
  if (protocol === null) throw new Error('no protocol');
  expect(hangingProtocolSchema.parse(protocol)).toEqual(protocol);
  const hung = pickHanging(chest(), [protocol]);
  expect(hung.layout).toBe('2x2');
  const names = hung.panes.map(
    ({ seriesInstanceUid }) =>
      study.series.find((one) => one.seriesInstanceUid === seriesInstanceUid)?.description,
  );
  expect(names.slice(0, 2)).toEqual(['冠状 3mm', '标准 5mm (B30f)']);
  expect(hung.panes[1]?.preset).toBe('1');
  expect(pickHanging(chest('ABDOMEN'), [protocol]).layout).not.toBe('2x2');
  expect(withProtocol([protocol], { ...protocol, layout: '1x2' })).toEqual([{ ...protocol, layout: '1x2' }]);
});
