/** `yuanzhen station`: runs a station until it is told to stop; after the first start it needs only --data. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { signatureAlgorithmSchema } from '#shared/study/signature.ts';
import { type StationOptions, startStation } from '../../main/station.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';
import { refuse } from '../exchange/answer.ts';
import { parseListen } from '../exchange/listen-address.ts';
import { parseArguments } from '../parse-arguments.ts';
import { dicomOptions, readDicomOptions } from '../station/read-dicom-options.ts';
import { readStarterInput, type StarterInput } from '../station/starter-input.ts';

const text = { type: 'string' } as const;
const options = {
  data: text,
  role: text,
  exchange: text,
  name: text,
  dicom: text,
  aet: text,
  watch: text,
  hosted: text,
  token: text,
  pipe: text,
  'pipe-secret-file': text,
  window: text,
  practice: text,
  'practice-secret-file': text,
  'practice-file': text,
  'sign-in-file': text,
  'sign-in-as': text,
  'tls-cert': text,
  'tls-key': text,
  'quiet-ms': text,
  signer: text,
  'signer-algorithm': text,
  'starter-stdin': { type: 'boolean' },
  ...dicomOptions,
  json: { type: 'boolean' },
} as const;

type Values = { readonly [name in keyof Omit<typeof options, 'allow'>]?: string | boolean | undefined } & {
  readonly allow?: string[] | undefined;
  readonly 'accept-deflated'?: boolean | undefined;
};

/** Prints one JSON line when up; stops cleanly on SIGTERM, on SIGINT, and when the shell that started it is gone. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const parsed = parseArguments(args, { options, required: ['data'] }, io.language);
  if (!parsed.ok) return refuse(io, parsed.failure, args.includes('--json'));
  const json = parsed.value.values.json === true;
  const settings = readOptions(parsed.value.values);
  if (!settings.ok) return refuse(io, settings.failure, json);
  const starter = parsed.value.values['starter-stdin'] === true ? readStarterInput(process.stdin) : null;
  try {
    return await runUntilTold(settings.value, starter, io, json);
  } finally {
    starter?.close();
  }
}

async function runUntilTold(
  settings: StationOptions,
  starter: StarterInput | null,
  io: CommandIo,
  json: boolean,
): Promise<number> {
  // Listening for the signal before the start: one that comes early still stops cleanly.
  const told = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
    // Without its shell nobody sees this station, and the next shell could not start one on the same data.
    void starter?.ended.then(resolve);
  });
  const seal = (await starter?.seal) ?? ok(null);
  if (!seal.ok) return refuse(io, seal.failure, json);
  const started = await startStation({
    ...settings,
    ...(seal.value === null ? {} : { machineSeal: seal.value }),
  });
  if (!started.ok) return refuse(io, started.failure, json);
  const { dicom, hosted, pipe } = started.value;
  io.out(JSON.stringify({ ready: true, program: 'station', dicom, hosted, pipe }));
  await told;
  await started.value.stop();
  return exitCodes.well;
}

function readOptions(values: Values): Result<StationOptions> {
  const given = (name: keyof typeof options): string | undefined => {
    const value = values[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const wrong = (detail: string) => fail(failure('usage', { detail }));
  const role = given('role');
  if (role !== undefined && role !== 'clinic' && role !== 'reader') return wrong(`--role ${role}`);
  const dicom = readAddress(given('dicom'));
  if (!dicom.ok) return dicom;
  const hosted = readAddress(given('hosted'));
  if (!hosted.ok) return hosted;
  const aet = given('aet');
  if (aet !== undefined && !/^[\x20-\x7e]{1,16}$/.test(aet)) return wrong(`--aet ${aet}`);
  const receiving = readDicomOptions(values);
  if (!receiving.ok) return receiving;
  const pipe = given('pipe');
  const pipeSecret = readSecret(given('pipe-secret-file'));
  if (!pipeSecret.ok) return pipeSecret;
  if (pipe !== undefined && pipeSecret.value === null) return wrong('--pipe-secret-file');
  const practiceUrl = given('practice');
  const practiceSecret = readSecret(given('practice-secret-file'));
  if (!practiceSecret.ok) return practiceSecret;
  const practiceFile = given('practice-file');
  const cert = given('tls-cert');
  const key = given('tls-key');
  if ((cert === undefined) !== (key === undefined)) return wrong('--tls-cert --tls-key');
  const quietMs = given('quiet-ms');
  const signInFile = given('sign-in-file');
  const signInAs = given('sign-in-as');
  const signer = given('signer');
  const algorithm = signatureAlgorithmSchema.safeParse(given('signer-algorithm') ?? 'SM2');
  if (!algorithm.success) return wrong('--signer-algorithm SM2|ES256');
  const exchange = given('exchange');
  const name = given('name');
  const watch = given('watch');
  const token = given('token');
  return ok({
    dataFolder: given('data') ?? '',
    windowFolder: given('window') ?? fileURLToPath(new URL('../../out/window', import.meta.url)),
    ...receiving.value,
    ...(role === undefined ? {} : { role }),
    ...(exchange === undefined ? {} : { exchange }),
    ...(name === undefined ? {} : { name }),
    ...(dicom.value === null ? {} : { dicom: dicom.value }),
    ...(aet === undefined ? {} : { aet }),
    ...(watch === undefined ? {} : { watch }),
    ...(hosted.value === null ? {} : { hosted: hosted.value }),
    ...(token === undefined ? {} : { token }),
    ...(pipe === undefined || pipeSecret.value === null
      ? {}
      : { pipe: { path: pipe, secret: pipeSecret.value } }),
    ...(cert === undefined || key === undefined ? {} : { tls: { certificateFile: cert, keyFile: key } }),
    ...(practiceFile === undefined ? {} : { practice: { file: practiceFile } }),
    ...(practiceUrl === undefined || practiceSecret.value === null
      ? {}
      : { practice: { url: practiceUrl, secret: practiceSecret.value } }),
    ...(signInFile === undefined ? {} : { signInFile }),
    ...(signInAs === undefined ? {} : { signInAs }),
    ...(signer === undefined ? {} : { signer: { path: signer, algorithm: algorithm.data } }),
    ...(quietMs === undefined ? {} : { quietMs: Number(quietMs) }),
  });
}

function readAddress(value: string | undefined): Result<{ host: string; port: number } | null> {
  return value === undefined ? ok(null) : parseListen(value);
}

function readSecret(path: string | undefined): Result<string | null> {
  if (path === undefined) return ok(null);
  try {
    return ok(readFileSync(path, 'utf8').trim());
  } catch (error) {
    return fail(failure('file-unreadable', { path, detail: String(error) }));
  }
}
