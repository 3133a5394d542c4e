/** `yuanzhen ecg FILE…`: leads, true amplitudes and the machine's own measurements of each ECG. */
import { failure } from '#shared/failure.ts';
import { leadAmplitude } from '#shared/formats/ecg/lead-amplitude.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { ecgFacts } from '#shared/formats/inspect-ecg.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { inflateBounded } from '../../main/bytes/inflate-bounded.ts';
import { answerPerFile, type FileAnswer } from '../answer-per-file.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';
import { ecgAnalysisJson } from '../ecg-analysis-json.ts';
import { besidePath } from '../open-sibling.ts';

/** Runs the command. */
export function run(args: readonly string[], io: CommandIo): Promise<number> {
  const at = args.indexOf('--lead');
  const given = at < 0 ? undefined : args[at + 1];
  if (at >= 0 && (given === undefined || !/^\d{1,3}$/.test(given))) {
    const { message, remedy } = failure('usage', { detail: '--lead N' }, io.language);
    io.err(`${message}\n${remedy}`);
    return Promise.resolve(exitCodes.usage);
  }
  const rest = at < 0 ? args : args.filter((_, index) => index !== at && index !== at + 1);
  const lead = given === undefined ? undefined : Number(given);
  return answerPerFile(rest, io, async (bytes, path) => answer(bytes, path, io, lead));
}

function answer(
  bytes: Uint8Array,
  path: string,
  io: CommandIo,
  lead: number | undefined,
): Result<FileAnswer> {
  const read = readEcgFile(bytes, { inflate: inflateBounded, ...besidePath(path) });
  if (!read.ok) return read;
  const { format, waveform, patient } = read.value;
  const { acquiredAt, device, filters } = ecgFacts(read.value);
  const [longest] = waveform.groups;
  if (longest === undefined) return fail(failure('no-waveform'));
  const { samplingHz, sampleCount } = longest;
  // What the file holds; leads that follow from it are told apart.
  const leads = longest.leads.filter((lead) => lead.derived !== true);
  const derived = longest.leads.filter((lead) => lead.derived === true);
  const amplitudes = leads.map((lead) => [lead.name, leadAmplitude(lead)] as const);
  const json = {
    format,
    leads: leads.map((lead) => lead.name),
    samplingHz,
    samples: sampleCount,
    durationS: sampleCount / samplingHz,
    amplitudeMv: Object.fromEntries(amplitudes),
    derivedLeads: derived.map((lead) => lead.name),
    otherChannels: (longest.otherChannels ?? []).map(({ name, unit }) => ({ name, unit })),
    groups: waveform.groups.map((group) => ({
      label: group.label,
      samplingHz: group.samplingHz,
      samples: group.sampleCount,
    })),
    acquiredAt,
    device,
    filters,
    deviceStatements: waveform.statements.map(({ text }) => text),
    deviceMeasurements: waveform.measurements,
    ...ecgAnalysisJson(waveform, {
      language: io.language,
      patient,
      ...(lead === undefined ? {} : { fileLead: lead }),
    }),
  };
  const text = [
    `${leads.length} × ${sampleCount}, ${samplingHz} Hz, ${json.durationS} s`,
    ...amplitudes.map(([name, range]) => `${name.padEnd(4)} ${range?.min ?? '-'} … ${range?.max ?? '-'} mV`),
  ];
  return ok({ json, text });
}
