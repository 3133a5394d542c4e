/** What a command may touch of the outside: its two streams, the language of its sentences, the environment. */
import type { Language } from '#shared/failure.ts';

export interface CommandIo {
  /** One line for standard output, without its newline. */
  out(line: string): void;
  /** One line for standard error, without its newline. */
  err(line: string): void;
  readonly language: Language;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Exit codes of every command: all well, something refused, wrong usage. */
export const exitCodes = { well: 0, refused: 1, usage: 2 } as const;

/** The real streams of this process. */
export function processIo(language: Language): CommandIo {
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    language,
    env: process.env,
  };
}
