/** Asks a station over its pipe for a one-time link that opens a window signed in. */
import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { secretHeader } from '#shared/contract/station-pipe.ts';

const linkSchema = z.object({ path: z.string(), url: z.string().nullable() });
export type WindowLink = z.infer<typeof linkSchema>;

export function windowLink(pipe: string, secret: string): Promise<WindowLink> {
  return new Promise((resolve, reject) => {
    const asking = request({
      socketPath: pipe,
      method: 'POST',
      path: '/window-links?sign-in=yes',
      headers: { host: 'localhost', [secretHeader]: secret },
      timeout: 10_000,
    });
    asking.once('response', (answer) => {
      json(answer).then((body) => resolve(linkSchema.parse(body)), reject);
    });
    asking.once('timeout', () => asking.destroy(new Error('no answer from the station')));
    asking.once('error', reject);
    asking.end();
  });
}
