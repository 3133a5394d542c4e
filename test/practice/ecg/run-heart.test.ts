/** The heart model: limb leads obey Einthoven and Goldberger, rhythms keep their intervals, diseases show where they should. */
import { describe, expect, it } from 'vitest';
import { type RhythmName, rhythmNames } from '../../../practice/ecg/rhythms.ts';
import { runHeart, samplingHz } from '../../../practice/ecg/run-heart.ts';
import { deriveLeads, type Lead, quantise } from '../../../practice/ecg/twelve-leads.ts';
import { createRandom } from '../../../practice/random.ts';

function play(name: RhythmName, seed: string) {
  const run = runHeart(name, 10, createRandom(seed));
  const peaks = run.rhythm.rPeaks;
  const rr = peaks.slice(1).map((at, i) => at - (peaks[i] as number));
  const mean = rr.reduce((sum, one) => sum + one, 0) / rr.length;
  const spread = Math.sqrt(rr.reduce((sum, one) => sum + (one - mean) ** 2, 0) / rr.length);
  return { ...run, rr, mean, spread, leads: deriveLeads(run.leads) };
}

/** Mean level of a lead so many ms after every R peak, against the level before the QRS, mV. */
function levelAfter(played: ReturnType<typeof play>, lead: Lead, ms: number): number {
  const signal = played.leads[lead];
  const at = (time: number) => signal[Math.round((time / 1000) * samplingHz)] as number;
  const peaks = played.rhythm.rPeaks.filter((peak) => peak > 200 && peak + ms < 9_990);
  return peaks.reduce((sum, peak) => sum + at(peak + ms) - at(peak - 66), 0) / peaks.length;
}

describe('runHeart', () => {
  it.each(rhythmNames)('keeps the limb lead identities in %s', (name) => {
    const { leads } = play(name, `einthoven ${name}`);
    let worst = 0;
    for (let i = 0; i < leads.I.length; i++) {
      const [one, two, three] = [leads.I[i] as number, leads.II[i] as number, leads.III[i] as number];
      const augmented = (leads.aVR[i] as number) + (leads.aVL[i] as number) + (leads.aVF[i] as number);
      worst = Math.max(worst, Math.abs(one + three - two), Math.abs(augmented));
    }
    expect(worst).toBeLessThan(1e-12);
  });

  it('beats at the rate that the rhythm is named for', () => {
    for (let seed = 0; seed < 8; seed++) {
      expect(play('sinus', `s${seed}`).mean).toBeGreaterThan(600);
      expect(play('sinus', `s${seed}`).mean).toBeLessThan(1000);
      expect(play('sinus-bradycardia', `b${seed}`).mean).toBeGreaterThan(1050);
      expect(play('sinus-tachycardia', `t${seed}`).mean).toBeLessThan(560);
      expect(play('third-degree-block', `h${seed}`).mean).toBeGreaterThan(1300);
    }
  });

  it('is irregular in atrial fibrillation and regular in sinus rhythm and complete block', () => {
    for (let seed = 0; seed < 8; seed++) {
      const fibrillating = play('atrial-fibrillation', `f${seed}`);
      expect(fibrillating.spread / fibrillating.mean).toBeGreaterThan(0.08);
      expect(fibrillating.rhythm.beats.every((beat) => beat.chamber === 'ventricles')).toBe(true);
      const sinus = play('sinus', `s${seed}`);
      expect(sinus.spread / sinus.mean).toBeLessThan(0.05);
      const blocked = play('third-degree-block', `h${seed}`);
      expect(blocked.spread / blocked.mean).toBeLessThan(0.02);
      const atria = blocked.rhythm.beats.filter((beat) => beat.chamber === 'atria');
      expect(atria.length).toBeGreaterThan(blocked.rhythm.rPeaks.length * 1.4);
    }
  });

  it('makes up for an early ventricular beat by a full pause', () => {
    const { rr, mean } = play('ventricular-premature-beats', 'early');
    const early = rr.findIndex((one) => one < mean * 0.75);
    expect(early).toBeGreaterThanOrEqual(0);
    const around = (rr[early] as number) + (rr[early + 1] as number);
    const usual = rr.find((one) => one > mean * 0.8 && one < mean * 1.3) as number;
    expect(Math.abs(around - 2 * usual)).toBeLessThan(usual * 0.2);
  });

  it('lifts ST in the leads over the infarct and lowers it opposite', () => {
    const inferior = play('inferior-infarction', 'inferior');
    expect(levelAfter(inferior, 'II', 120)).toBeGreaterThan(0.1);
    expect(levelAfter(inferior, 'III', 120)).toBeGreaterThan(levelAfter(inferior, 'II', 120));
    expect(levelAfter(inferior, 'aVL', 120)).toBeLessThan(-0.1);
    const anterior = play('anterior-infarction', 'anterior');
    expect(levelAfter(anterior, 'V2', 120)).toBeGreaterThan(0.2);
    expect(levelAfter(anterior, 'V3', 120)).toBeGreaterThan(0.2);
    expect(Math.abs(levelAfter(play('sinus', 'still'), 'V2', 100))).toBeLessThan(0.1);
  });

  it('is the same for the same seed, and fills 16 bits without clipping', () => {
    const first = quantise(play('sinus', 'same').leads, 2.5);
    expect(first).toEqual(quantise(play('sinus', 'same').leads, 2.5));
    expect(first).toHaveLength(12 * 5000);
    expect(Math.max(...first)).toBeGreaterThan(150);
    expect(Math.max(...first)).toBeLessThan(2400);
    expect(Math.min(...first)).toBeGreaterThan(-2400);
  });
});
