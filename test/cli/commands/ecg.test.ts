/** `yuanzhen ecg` as anyone runs it: the bundled program over a WFDB record, one lead of it, and on paper to scale. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runHeart } from '../../../practice/ecg/run-heart.ts';
import { createRandom } from '../../../practice/random.ts';
import { command } from '../../rig/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-ecg-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = runHeart('ventricular-premature-beats', 20, createRandom('command line'));
const names = ['II', 'V2'] as const;
writeRecord();

function writeRecord(): void {
  const count = run.leads.II.length;
  const samples = new Int16Array(count * names.length);
  names.forEach((name, channel) => {
    for (let i = 0; i < count; i++)
      samples[i * names.length + channel] = Math.round((run.leads[name][i] as number) * 400);
  });
  writeFileSync(join(folder, 'two.dat'), new Uint8Array(samples.buffer));
  const lines = names.map((name) => `two.dat 16 400(0)/mV 16 0 0 0 0 ${name}`);
  writeFileSync(join(folder, 'two.hea'), `two ${names.length} 500 ${count}\n${lines.join('\n')}\n`);
}

interface Line {
  readonly ok: boolean;
  readonly failure?: { readonly code: string };
  readonly analysisFailure?: { readonly code: string };
  readonly beats: number[];
  readonly beatClasses: string[];
  readonly quality: Record<string, unknown>;
  readonly delineation: Array<Record<string, number | null>>;
  readonly measurements: {
    readonly hrBpm: number;
    readonly qtMs: number;
    readonly stMv: Record<string, unknown>;
  };
  readonly pages?: number;
}

function ecg(...args: string[]): { status: number | null; line: Line; stderr: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [command, 'ecg', join(folder, 'two.hea'), ...args, '--json'],
    { encoding: 'utf8', env: { ...process.env, LC_ALL: 'en_US.UTF-8' } },
  );
  return { status, line: stdout === '' ? ({} as Line) : JSON.parse(stdout), stderr };
}

describe('yuanzhen ecg --lead N', () => {
  it('analyses that lead alone: beats in the samples of the file, one delineation a beat', () => {
    for (const [lead, name] of names.entries()) {
      const { status, line } = ecg('--lead', String(lead));
      expect(status).toBe(0);
      expect(Object.keys(line.quality)).toEqual([name]);
      expect(Object.keys(line.measurements.stMv)).toEqual([name]);
      expect(line.delineation).toHaveLength(line.beats.length);
      expect(line.beatClasses).toHaveLength(line.beats.length);
      const peaks = run.rhythm.rPeaks.filter((at) => at > 200 && at < 19_800);
      for (const at of peaks) expect(line.beats.some((beat) => Math.abs(beat * 2 - at) < 75)).toBe(true);
      expect(line.beatClasses).toContain('ventricular');
      for (const { qrsOn, rPeak, qrsOff } of line.delineation) {
        if (qrsOn === null || rPeak === null || qrsOff === null) continue;
        expect(qrsOn).toBeLessThanOrEqual(rPeak as number);
        expect(rPeak).toBeLessThanOrEqual(qrsOff as number);
      }
    }
  });

  it('says that a lead is not there, and what --lead takes', () => {
    expect(ecg('--lead', '2').line.analysisFailure?.code).toBe('waveform-invalid');
    expect(ecg('--lead', 'II').status).toBe(2);
  });
});

describe('yuanzhen ecg --pdf', () => {
  it('prints to scale at the gain and speed asked for, as many pages as the length needs', () => {
    const out = join(folder, 'two.pdf');
    const { status, line } = ecg('--pdf', out, '--gain', '5', '--speed', '50');
    expect(status).toBe(0);
    expect(line.pages).toBe(5);
    const info = execFileSync('pdfinfo', [out]).toString();
    expect(info).toMatch(/Pages:\s+5\b/);
    expect(info).toMatch(/841\.89 x 595\.28 pts \(A4\)/);
    const text = execFileSync('pdftotext', ['-layout', out, '-']).toString();
    expect(text).toContain('50 mm/s');
    expect(text).toContain('5 mm/mV');
    expect(ecg('--pdf', out).line.pages).toBe(2);
  });

  it('refuses a scale no paper has, and a scale without paper', () => {
    const out = join(folder, 'none.pdf');
    for (const args of [
      ['--pdf', out, '--gain', '7'],
      ['--pdf', out, '--speed', '30'],
      ['--gain', '5'],
    ]) {
      const { status, stderr } = ecg(...args);
      expect(status).toBe(2);
      expect(stderr).not.toBe('');
    }
    expect(existsSync(out)).toBe(false);
  });
});
