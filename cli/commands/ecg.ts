/** `yuanzhen ecg FILE…`: leads, length and true amplitude of each ECG. */
import { failure } from '#shared/failure.ts';
import { readDicomWaveform } from '#shared/formats/ecg/dicom-waveform.ts';
import { leadAmplitude } from '#shared/formats/ecg/lead-amplitude.ts';
import { kindOfFormat, recogniseFormat } from '#shared/formats/recognise.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { inflateBounded } from '../../main/bytes/inflate-bounded.ts';
import { answerPerFile, type FileAnswer } from '../answer-per-file.ts';
import type { CommandIo } from '../command-io.ts';

/** Runs the command. */
export function run(args: readonly string[], io: CommandIo): Promise<number> {
  return answerPerFile(args, io, async (bytes) => answer(bytes));
}

function answer(bytes: Uint8Array): Result<FileAnswer> {
  if (bytes.length === 0) return fail(failure('file-empty'));
  const format = recogniseFormat(bytes);
  if (format === null) return fail(failure('format-unknown'));
  if (format !== 'dicom') {
    return kindOfFormat[format] === 'ecg'
      ? fail(failure('format-not-read', { format }))
      : fail(failure('no-waveform'));
  }
  const read = readDicomWaveform(bytes, { inflate: inflateBounded });
  if (!read.ok) return read;
  const [longest] = read.value.groups;
  if (longest === undefined) return fail(failure('no-waveform'));
  const { leads, samplingHz, sampleCount } = longest;
  const amplitudes = leads.map((lead) => [lead.name, leadAmplitude(lead)] as const);
  const json = {
    format,
    leads: leads.map((lead) => lead.name),
    samplingHz,
    samples: sampleCount,
    durationS: sampleCount / samplingHz,
    amplitudeMv: Object.fromEntries(amplitudes),
  };
  const text = [
    `${leads.length} × ${sampleCount}, ${samplingHz} Hz, ${json.durationS} s`,
    ...amplitudes.map(([name, range]) => `${name.padEnd(4)} ${range?.min ?? '-'} … ${range?.max ?? '-'} mV`),
  ];
  return ok({ json, text });
}
