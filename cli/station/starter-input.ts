/**
 * What the shell that started the station says over standard input: first one line, the machine's part of the keys' seal (empty
 * where it keeps none), then nothing for as long as it lives. The end of the stream means that the shell is gone, however it ended.
 */
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';

export interface StarterInput {
  /** 32 bytes, null for an empty line; fails with usage when the line is anything else. */
  readonly seal: Promise<Result<Buffer | null>>;
  readonly ended: Promise<void>;
  /** Lets go of the stream, so that the program can end before its starter does. */
  close(): void;
}

/** Begins to read at once. No file, no environment and no argument ever shows the seal. */
export function readStarterInput(input: Readable): StarterInput {
  const lines = createInterface({ input, terminal: false });
  const first = new Promise<string>((resolve) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(''));
  });
  return {
    seal: first.then(readSeal),
    ended: new Promise((resolve) => lines.once('close', resolve)),
    close: () => {
      lines.close();
      input.destroy();
    },
  };
}

function readSeal(line: string): Result<Buffer | null> {
  if (line.trim() === '') return ok(null);
  const part = Buffer.from(line.trim(), 'base64');
  return part.length === 32 ? ok(part) : fail(failure('usage', { detail: '--starter-stdin' }));
}
