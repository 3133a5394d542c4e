import { describe, expect, it } from 'vitest';
import type { MedianBeat } from '#shared/ecg/analysis.ts';
import { findChestReversal } from '#shared/ecg/quality/find-chest-reversal.ts';
import { findReversal } from '#shared/ecg/quality/find-reversal.ts';
import type { Waveform } from '#shared/study/waveform.ts';
import { markedRecords } from '../../../../bench/ecg-accuracy/marked-records.ts';
import { heartWaveform } from '../../../../bench/ecg-truth/judge-hearts.ts';
import { rhythmNames } from '../../../../practice/ecg/rhythms.ts';
import { runHeart } from '../../../../practice/ecg/run-heart.ts';
import { createRandom } from '../../../../practice/random.ts';
import { hasSharedData, sharedDataFolder } from '../../../rig/shared-data.ts';
import { analysed, codesOf } from '../analysed.ts';

const neighbours = [
  ['V1', 'V2'],
  ['V2', 'V3'],
  ['V3', 'V4'],
  ['V4', 'V5'],
] as const;

function exchanged(median: MedianBeat, [one, other]: readonly [string, string]): MedianBeat {
  const { [one]: first, [other]: second } = median.leads;
  if (first === undefined || second === undefined) throw new Error('no such lead');
  return { ...median, leads: { ...median.leads, [one]: second, [other]: first } };
}

/** Pairs found again of those that were exchanged, and whether the leads in their places were left alone. */
function judge(waveform: Waveform): { readonly found: string[]; readonly falseAlarm: boolean } {
  const { medianBeat } = analysed(waveform);
  if (medianBeat === null) throw new Error('no median beat');
  const found = neighbours.filter((pair) => {
    const said = findChestReversal(exchanged(medianBeat, pair));
    return said !== null && said.evidence.map(({ lead }) => lead).join() === pair.join();
  });
  return { found: found.map((pair) => pair.join('-')), falseAlarm: findChestReversal(medianBeat) !== null };
}

describe('chest electrodes of the practice hearts', () => {
  const hearts = rhythmNames.map((rhythm) => ({
    rhythm,
    ...judge(heartWaveform(runHeart(rhythm, 10, createRandom('chest')))),
  }));

  it('in their places are not called exchanged, not even with a bundle branch block', () => {
    expect(hearts.filter(({ falseAlarm }) => falseAlarm).map(({ rhythm }) => rhythm)).toEqual([]);
  });

  it('exchanged are named, V2 and V3, V3 and V4 in nearly every heart', () => {
    const count = (pair: string): number => hearts.filter(({ found }) => found.includes(pair)).length;
    expect(count('V1-V2')).toBeGreaterThanOrEqual(9);
    expect(count('V2-V3')).toBeGreaterThanOrEqual(11);
    expect(count('V3-V4')).toBeGreaterThanOrEqual(11);
    expect(count('V4-V5')).toBeGreaterThanOrEqual(8);
  });

  it('are a statement of low confidence that names the leads', () => {
    const waveform = heartWaveform(runHeart('sinus', 10, createRandom('chest')));
    const [group] = waveform.groups;
    if (group === undefined) throw new Error('no group');
    const swap: Record<string, string> = { V2: 'V3', V3: 'V2' };
    const leads = group.leads.map((lead) => ({ ...lead, name: swap[lead.name] ?? lead.name }));
    const found = analysed({ ...waveform, groups: [{ ...group, leads }] });
    expect(found.leadReversal).toMatchObject({ kind: 'precordial', confidence: 'low' });
    expect(codesOf(found)).toContain('CHESTREV');
    expect(codesOf(found)).not.toContain('LIMBREV');
  });
});

describe('left arm and left leg of the practice hearts', () => {
  it('exchanged are named where P is usual, and left alone in their places', () => {
    let found = 0;
    for (let seed = 0; seed < 6; seed++) {
      const waveform = heartWaveform(runHeart('sinus', 10, createRandom(`limbs ${seed}`)));
      const [group] = waveform.groups;
      if (group === undefined) throw new Error('no group');
      expect(findReversal(analysed(waveform).measurements)).toBeNull();
      const from: Record<string, string> = { I: 'II', II: 'I', aVL: 'aVF', aVF: 'aVL' };
      const leads = group.leads.map((lead) =>
        lead.name === 'III'
          ? { ...lead, samples: Int32Array.from(lead.samples, (value) => -value) }
          : { ...lead, name: from[lead.name] ?? lead.name },
      );
      const said = analysed({ ...waveform, groups: [{ ...group, leads }] }).leadReversal;
      if (said?.kind === 'LA-LL' && said.confidence === 'low') found++;
    }
    expect(found).toBeGreaterThanOrEqual(4);
  });
});

describe.runIf(hasSharedData)('chest electrodes of LUDB', () => {
  it('in their places raise no alarm, exchanged are found in more than half of the records', () => {
    const records = markedRecords(`${sharedDataFolder}ecg/wfdb/ludb`).map(({ group }) =>
      judge({ groups: [group], statements: [], measurements: [], acquiredAt: null }),
    );
    expect(records.filter(({ falseAlarm }) => falseAlarm)).toEqual([]);
    const found = records.reduce((sum, record) => sum + record.found.length, 0);
    console.log(
      `LUDB chest exchanges: ${neighbours.map((pair) => `${pair.join('-')} ${records.filter((one) => one.found.includes(pair.join('-'))).length}`).join(', ')} of ${records.length}`,
    );
    expect(found).toBeGreaterThan(0.45 * neighbours.length * records.length);
  });
});
