/** The anatomy of inspect, pixels and ecg: for each file one answer, as a JSON line or as text, and the exit code. */
import { type Failure, failure, translateFailure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import { type CommandIo, exitCodes } from './command-io.ts';
import { createFileReader } from './file-reader.ts';
import { parseArguments } from './parse-arguments.ts';
import { codeOf, walkPaths } from './walk-paths.ts';

export interface FileAnswer {
  /** Keys of the JSON line after `path` and `ok`. */
  readonly json: object;
  /** Lines for a person, without the path. */
  readonly text: readonly string[];
}

/** Files larger than this are not taken into memory. */
const mostBytes = 2 * 1024 * 1024 * 1024 - 1;

/** Runs `answer` over every file that `args` name; 0 when all answered, 1 when one was refused, 2 for wrong usage. */
export async function answerPerFile(
  args: readonly string[],
  io: CommandIo,
  answer: (bytes: Uint8Array, path: string) => Promise<Result<FileAnswer>>,
): Promise<number> {
  const parsed = parseArguments(
    args,
    { options: { json: { type: 'boolean' } }, positionals: { least: 1, name: 'PATH' } },
    io.language,
  );
  if (!parsed.ok) {
    io.err(`${parsed.failure.message}\n${parsed.failure.remedy}`);
    return exitCodes.usage;
  }
  const json = parsed.value.values.json === true;
  let refused = false;
  // Each file is answered before the next one takes its place in memory.
  const readBytes = createFileReader();
  for await (const walked of walkPaths(parsed.value.positionals)) {
    const { path } = walked;
    const answered =
      walked.failure === null ? await answerFile(readBytes, path, walked.size, answer) : fail(walked.failure);
    if (answered.ok) {
      if (json) io.out(JSON.stringify({ path, ok: true, ...answered.value.json }));
      else io.out([path, ...answered.value.text.map((line) => `  ${line}`)].join('\n'));
    } else {
      refused = true;
      printRefusal(io, json, path, answered.failure);
    }
  }
  return refused ? exitCodes.refused : exitCodes.well;
}

async function answerFile(
  readBytes: (path: string) => Uint8Array,
  path: string,
  size: number,
  answer: (bytes: Uint8Array, path: string) => Promise<Result<FileAnswer>>,
): Promise<Result<FileAnswer>> {
  if (size > mostBytes) return fail(failure('file-too-large', { size, limit: mostBytes }));
  let bytes: Uint8Array;
  try {
    bytes = readBytes(path);
  } catch (error) {
    return fail(failure('file-unreadable', { path, detail: codeOf(error) }));
  }
  try {
    return await answer(bytes, path);
  } catch (error) {
    // One hostile file must not end the walk over the others.
    return fail(failure('internal', { detail: error instanceof Error ? error.message : String(error) }));
  }
}

function printRefusal(io: CommandIo, json: boolean, path: string, given: Failure): void {
  const { code, message, remedy } = translateFailure(given, io.language);
  if (json) io.out(JSON.stringify({ path, ok: false, failure: { code, message, remedy } }));
  else io.err(`${path}\n  ${message}\n  ${remedy}`);
}
