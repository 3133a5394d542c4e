/** Every real ECG that is read can be converted: identical for our reader, well formed for DCMTK and dicom3tools. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { leadAmplitude } from '#shared/formats/ecg/lead-amplitude.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import type { Waveform, WaveformLead } from '#shared/study/waveform.ts';
import { run } from '../../cli/commands/convert.ts';
import { hasSharedData, sharedDataFolder } from '../rig/shared-data.ts';
import { realFiles } from './real-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-convert-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hasVerifier = spawnSync('dciodvfy', ['-version']).error === undefined;
if (!hasVerifier) console.log('SKIPPED the checks of dicom3tools: dciodvfy is not installed.');

/** Errors that are the original's own and are kept on purpose. */
const kept = /StudyInstanceUID|Study Instance UID|invalid data values/;

async function convert(path: string, to: string) {
  const lines: string[] = [];
  const io = { out: (text: string) => lines.push(text), err: () => {}, language: 'en' as const, env: {} };
  const exit = await run([path, '--to', to, '--out', join(folder, to), '--json'], io);
  return { exit, answer: JSON.parse(lines[0] ?? '{}') };
}

function waveformOf(path: string): Waveform {
  const read = readEcgFile(new Uint8Array(readFileSync(path)));
  if (!read.ok) throw new Error(read.failure.message);
  return read.value.waveform;
}

/** The samples that are signal: what lies in padding has no meaning, and each format fills it its own way. */
function signalOf(lead: WaveformLead): Int32Array {
  const samples = Int32Array.from(lead.samples);
  for (const [from, to] of lead.missing) samples.fill(0, from, to);
  return samples;
}

const facts = (waveform: Waveform) =>
  waveform.groups.map((group) => [
    group.label,
    group.samplingHz,
    group.leads.map((lead) => [
      lead.name,
      createHash('sha256').update(signalOf(lead)).digest('hex'),
      lead.microvoltsPerLsb,
      leadAmplitude(lead),
    ]),
  ]);

const readable = realFiles('ecg').filter((path) => {
  if (/wfdb|\.(hea|dat|atr)$/i.test(path)) return false;
  return readEcgFile(new Uint8Array(readFileSync(`${sharedDataFolder}${path}`))).ok;
});

describe.skipIf(!hasSharedData)('convert', () => {
  test.each(readable)('%s', async (name) => {
    const path = `${sharedDataFolder}${name}`;
    const original = waveformOf(path);
    const narrow = await convert(path, 'dicom-12-lead');
    const { answer } = narrow.exit === 0 ? narrow : await convert(path, 'dicom-general');
    // An EEG of 100 Hz and the like fit no ECG class: refused in words.
    if (answer.ok === false) {
      expect(answer.failure.code).toBe('ecg-not-convertible');
      return;
    }
    const bytes = readFileSync(answer.out);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(answer.sha256);
    expect(readFileSync(answer.original).equals(readFileSync(path))).toBe(true);
    expect(facts(waveformOf(answer.out))).toEqual(facts(original));
    expect(waveformOf(answer.out).measurements.map(({ name, value }) => [name, value])).toEqual(
      original.measurements.map(({ name, value }) => [name, value]),
    );
    const dump = execFileSync('dcmdump', [answer.out], { encoding: 'utf8' });
    expect(dump).toContain(`[${answer.sopInstanceUid}]`);
    if (!hasVerifier) return;
    const verified = spawnSync('dciodvfy', [answer.out], { encoding: 'utf8' });
    const errors = `${verified.stdout}${verified.stderr}`
      .split('\n')
      .filter((line) => line.startsWith('Error'));
    expect(errors.filter((line) => !kept.test(line))).toEqual([]);
  });

  test('a refusal is told for its file, and the others go on', async () => {
    const { exit, answer } = await convert(`${sharedDataFolder}ecg/aecg/minimum_aecg.xml`, 'dicom-12-lead');
    expect([exit, answer.ok, answer.failure.code]).toEqual([1, false, 'no-waveform']);
  });
});

test('a wrong call is told from a refusal', async () => {
  const io = { out: () => {}, err: () => {}, language: 'en' as const, env: {} };
  expect(await run(['x', '--to', 'pdf', '--out', folder], io)).toBe(2);
  expect(await run(['x', '--to', 'dicom-general'], io)).toBe(2);
});
