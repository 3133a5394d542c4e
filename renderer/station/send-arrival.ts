/** Gives one file to the station's intake (POST `/arrivals`); null when accepted, else why not. */
import { type Failure, failure } from '#shared/failure.ts';
import type { Result } from '#shared/result.ts';
import { callFailure } from './client.ts';

export async function sendArrival(file: File): Promise<Failure | null> {
  try {
    const response = await fetch('/arrivals', {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) },
      body: file,
    });
    const answer = (await response.json()) as Result<unknown>;
    return answer.ok ? null : answer.failure;
  } catch (error) {
    return error instanceof SyntaxError ? failure('internal', { detail: file.name }) : callFailure(error);
  }
}
