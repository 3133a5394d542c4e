/** `yuanzhen ecg FILE…`: leads, true amplitudes and the machine's own measurements of each ECG; `--pdf OUT` prints one to scale, at `--gain` and `--speed`. */
import { writeFileSync } from 'node:fs';
import { type PaperGain, type PaperSpeed, paperGains, paperSpeeds } from '#shared/ecg/tracing.ts';
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
import { codeOf } from '../walk-paths.ts';

/** Runs the command. */
export function run(args: readonly string[], io: CommandIo): Promise<number> {
  const lead = takeOption(args, '--lead');
  const pdf = takeOption(lead.rest, '--pdf');
  const refuse = (detail: string): Promise<number> => {
    const { message, remedy } = failure('usage', { detail }, io.language);
    io.err(`${message}\n${remedy}`);
    return Promise.resolve(exitCodes.usage);
  };
  if (lead.value === '' || (lead.value !== null && !/^\d{1,3}$/.test(lead.value))) return refuse('--lead N');
  if (pdf.value === '' || pdf.value?.startsWith('--')) return refuse('--pdf OUT');
  const gain = takeOption(pdf.rest, '--gain');
  const speed = takeOption(gain.rest, '--speed');
  const scale = {
    gain: paperGains.find((one) => String(one) === (gain.value ?? '10')),
    speed: paperSpeeds.find((one) => String(one) === (speed.value ?? '25')),
  };
  if (scale.gain === undefined) return refuse(`--gain ${paperGains.join(' | ')}`);
  if (scale.speed === undefined) return refuse(`--speed ${paperSpeeds.join(' | ')}`);
  if (pdf.value === null && (gain.value ?? speed.value) !== null) return refuse('--gain, --speed: --pdf OUT');
  const page: PageScale = { gain: scale.gain, speed: scale.speed, language: io.language };
  const fileLead = lead.value === null ? undefined : Number(lead.value);
  let printed = false;
  return answerPerFile(speed.rest, io, async (bytes, path) => {
    if (pdf.value === null) return answer(bytes, path, io, fileLead);
    if (printed) return fail(failure('usage', { detail: '--pdf OUT: one FILE' }));
    printed = true;
    const answered = answer(bytes, path, io, fileLead);
    if (!answered.ok) return answered;
    const pages = await printTo(pdf.value, bytes, path, page);
    if (!pages.ok) return pages;
    return ok({
      json: { ...answered.value.json, pdf: pdf.value, pages: pages.value },
      text: [...answered.value.text, `${pdf.value}: ${pages.value}`],
    });
  });
}

/** The value behind an option ('' when nothing is), and the other arguments. */
function takeOption(
  args: readonly string[],
  name: string,
): { value: string | null; rest: readonly string[] } {
  const at = args.indexOf(name);
  if (at < 0) return { value: null, rest: args };
  return { value: args[at + 1] ?? '', rest: args.filter((_, index) => index !== at && index !== at + 1) };
}

interface PageScale {
  readonly gain: PaperGain;
  readonly speed: PaperSpeed;
  readonly language: CommandIo['language'];
}

/** Pages written. The drawing and its fonts are only loaded when something is printed. */
async function printTo(
  out: string,
  bytes: Uint8Array,
  path: string,
  page: PageScale,
): Promise<Result<number>> {
  const read = readEcgFile(bytes, { inflate: inflateBounded, ...besidePath(path) });
  if (!read.ok) return read;
  const { printEcgPdf } = await import('../../main/reporting/pdf/print-ecg-pdf.ts');
  const printed = await printEcgPdf({ waveform: read.value.waveform, patient: read.value.patient, ...page });
  if (!printed.ok) return printed;
  try {
    writeFileSync(out, printed.value.pdf);
  } catch (error) {
    return fail(failure('file-unwritable', { path: out, detail: codeOf(error) }));
  }
  return ok(printed.value.pages);
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
