/** Gives one file to the station's intake (POST `/arrivals`): what was accepted of it, and what was not and why. */
import { type Failure, failure } from '#shared/failure.ts';
import type { Result } from '#shared/result.ts';
import { callFailure } from './client.ts';
import type { ArrivalFile } from './gather-arrivals.ts';

export interface SentArrival {
  readonly accepted: number;
  /** The file itself, or members of a zip by their names. */
  readonly refused: ReadonlyArray<{ readonly name: string; readonly failure: Failure }>;
}

type Answer = Result<unknown> & {
  readonly members?: ReadonlyArray<{ readonly name: string; readonly result: Result<unknown> }>;
};

export async function sendArrival(file: ArrivalFile): Promise<SentArrival> {
  const refused = (why: Failure): SentArrival => ({
    accepted: 0,
    refused: [{ name: file.name, failure: why }],
  });
  try {
    const response = await fetch('/arrivals', {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) },
      body: file.bytes,
    });
    const answer = (await response.json()) as Answer;
    if (answer.members === undefined || answer.members.length === 0) {
      return answer.ok ? { accepted: 1, refused: [] } : refused(answer.failure);
    }
    return {
      accepted: answer.members.filter(({ result }) => result.ok).length,
      refused: answer.members.flatMap(({ name, result }) =>
        result.ok ? [] : [{ name, failure: result.failure }],
      ),
    };
  } catch (error) {
    return refused(
      error instanceof SyntaxError ? failure('internal', { detail: file.name }) : callFailure(error),
    );
  }
}
