/** Asks the station that runs to send a study on, over its pipe, and waits until it has ended or must be tried again. */
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { z } from 'zod';
import { forwardSchema, type ListedForward } from '#shared/contract/devices.ts';
import { resultOf } from '#shared/contract/result-schema.ts';
import { secretHeader } from '#shared/contract/station-pipe.ts';
import { failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import { type DicomNode, dicomNodeText } from '#shared/study/dicom-node.ts';

const answerSchema = resultOf(forwardSchema);
const askAgainMs = 500;

/** Fails with file-unreadable when the pipe or its secret cannot be used. */
export async function forwardThroughStation(
  way: { readonly pipe: string; readonly secretFile: string },
  study: string,
  node: DicomNode,
): Promise<Result<ListedForward>> {
  try {
    const secret = readFileSync(way.secretFile, 'utf8').trim();
    const query = new URLSearchParams({ study, to: dicomNodeText(node), tls: node.tls ? 'yes' : 'no' });
    let answer = answerSchema.parse(await ask(way.pipe, secret, 'POST', `/forwards?${query}`));
    while (answer.ok && answer.value.endedAt === null && answer.value.attempts === 0) {
      await new Promise((resolve) => setTimeout(resolve, askAgainMs));
      const path = `/forwards?${new URLSearchParams({ id: answer.value.forwardId })}`;
      answer = answerSchema.parse(await ask(way.pipe, secret, 'GET', path));
    }
    return answer;
  } catch (error) {
    const detail = error instanceof z.ZodError ? 'unexpected answer' : String(error);
    return fail(failure('file-unreadable', { path: way.pipe, detail }));
  }
}

function ask(socketPath: string, secret: string, method: 'GET' | 'POST', path: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, method, path, headers: { [secretHeader]: secret } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        try {
          resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')));
        } catch (error) {
          reject(error);
        }
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}
