/** How commands that speak with the exchange answer: JSON one object a line, or a sentence; refusals the same way. */
import { type Failure, translateFailure } from '#shared/failure.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';

/** Prints a refusal and gives the exit code: 2 for wrong usage, 1 for the rest. */
export function refuse(io: CommandIo, given: Failure, json: boolean, about: object = {}): number {
  const { code, message, remedy } = translateFailure(given, io.language);
  if (json) io.out(JSON.stringify({ ...about, ok: false, failure: { code, message, remedy } }));
  else io.err(`${message}\n${remedy}`);
  return code === 'usage' ? exitCodes.usage : exitCodes.refused;
}

/** Prints one answer: the object with --json, else the line for people. */
export function answer(io: CommandIo, json: boolean, value: object, line: string): void {
  io.out(json ? JSON.stringify(value) : line);
}
