/** `yuanzhen convert FILE… --to dicom-12-lead|dicom-general --out DIR`: any ECG as a DICOM object, the original beside it. */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { type Failure, failure, translateFailure } from '#shared/failure.ts';
import { type ConversionTarget, conversionTargets } from '#shared/formats/ecg/dicom-ecg-class.ts';
import { ecgFacts } from '#shared/formats/inspect-ecg.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { convertEcg } from '../../main/bytes/convert-ecg.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';
import { parseArguments } from '../parse-arguments.ts';
import { readSibling } from '../read-sibling.ts';
import { codeOf, walkPaths } from '../walk-paths.ts';

/** Runs the command: 0 when all were converted, 1 when one was refused, 2 for wrong usage. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const parsed = parseArguments(
    args,
    {
      options: { json: { type: 'boolean' }, to: { type: 'string' }, out: { type: 'string' } },
      positionals: { least: 1, name: 'FILE' },
    },
    io.language,
  );
  if (!parsed.ok) return usage(io, parsed.failure);
  const { json, to = 'dicom-12-lead', out } = parsed.value.values;
  const target = conversionTargets.find((one) => one === to);
  if (target === undefined || typeof out !== 'string')
    return usage(io, failure('usage', { detail: '--to dicom-12-lead|dicom-general --out DIR' }, io.language));
  let refused = false;
  for await (const walked of walkPaths(parsed.value.positionals)) {
    const { path } = walked;
    const done = walked.failure === null ? await convertFile(path, target, out) : fail(walked.failure);
    if (!done.ok) {
      refused = true;
      const { code, message, remedy } = translateFailure(done.failure, io.language);
      if (json === true) io.out(JSON.stringify({ path, ok: false, failure: { code, message, remedy } }));
      else io.err(`${path}\n  ${message}\n  ${remedy}`);
    } else if (json === true) io.out(JSON.stringify({ path, ok: true, ...done.value }));
    else io.out(`${path}\n  → ${done.value.out}\n  ${done.value.sopClass}, ${done.value.leads.join(' ')}`);
  }
  return refused ? exitCodes.refused : exitCodes.well;
}

interface Converted {
  readonly out: string;
  readonly sopInstanceUid: string;
  /** Of the object written. */
  readonly sha256: string;
  readonly leads: readonly string[];
  readonly samples: number;
  readonly sopClass: string;
  readonly original: string;
  readonly originalSha256: string;
  readonly omittedChannels: readonly string[];
}

async function convertFile(path: string, target: ConversionTarget, out: string): Promise<Result<Converted>> {
  try {
    const [bytes, { mtime }] = await Promise.all([readFile(path), stat(path)]);
    const converted = convertEcg(new Uint8Array(bytes), target, mtime, { sibling: readSibling(path) });
    if (!converted.ok) return converted;
    const { source, sopInstanceUid, sopClass, originalSha256, omittedChannels } = converted.value;
    // Files of one name from two folders must not overwrite each other.
    const stem = `${basename(path, extname(path))}-${originalSha256.slice(0, 8)}`;
    const object = join(out, `${stem}.dcm`);
    const original = join(out, `${stem}.original${extname(path)}`);
    await mkdir(out, { recursive: true });
    await writeFile(object, converted.value.bytes);
    await copyFile(path, original);
    const { leads, samples } = ecgFacts(source);
    const sha256 = createHash('sha256').update(converted.value.bytes).digest('hex');
    const facts = { leads, samples, sopClass: sopClass.name, original, originalSha256, omittedChannels };
    return ok({ out: object, sopInstanceUid, sha256, ...facts });
  } catch (error) {
    return fail(failure('file-unreadable', { path, detail: codeOf(error) }));
  }
}

function usage(io: CommandIo, why: Failure): number {
  io.err(`${why.message}\n${why.remedy}`);
  return exitCodes.usage;
}
