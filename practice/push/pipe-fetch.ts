/** A fetch over the station's pipe (Unix socket or named pipe), for the contract's client. */
import { request } from 'node:http';

/** Makes a fetch whose every request goes to `socketPath`; the URL's host is ignored. */
export function createPipeFetch(socketPath: string): (request: Request) => Promise<Response> {
  return async (asked) => {
    const body = Buffer.from(await asked.arrayBuffer());
    const { pathname, search } = new URL(asked.url);
    const headers = { ...Object.fromEntries(asked.headers), 'content-length': String(body.length) };
    return new Promise((resolve, reject) => {
      const sent = request(
        { socketPath, method: asked.method, path: pathname + search, headers, timeout: 20_000 },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            const answered = new Headers();
            for (const [name, value] of Object.entries(answer.headers)) {
              if (typeof value === 'string') answered.set(name, value);
            }
            resolve(
              new Response(Buffer.concat(chunks), { status: answer.statusCode ?? 500, headers: answered }),
            );
          });
        },
      );
      sent.on('timeout', () => sent.destroy(new Error('the station does not answer')));
      sent.on('error', reject);
      sent.end(body);
    });
  };
}
