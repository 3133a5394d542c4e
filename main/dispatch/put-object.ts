/** Journey steps 8 and 10: an object of the reading centre's own, such as a report's PDF, goes to the exchange by its hash. */
import { type Failure, failure } from '#shared/failure.ts';
import type { Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';

export interface PutObjectDeps {
  readonly ask: (path: string, init: RequestInit) => Promise<Response>;
  readonly readBytes: (sha256: Sha256) => Promise<Result<Uint8Array>>;
}

/** Null when the exchange holds it; else why not, to be tried again. */
export async function putObject(deps: PutObjectDeps, sha256: Sha256): Promise<Failure | null> {
  const bytes = await deps.readBytes(sha256);
  if (!bytes.ok) return bytes.failure;
  try {
    const response = await deps.ask(`/objects/${sha256}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes.value),
      signal: AbortSignal.timeout(120_000),
    });
    await response.text();
    if (response.ok) return null;
    const code = response.status === 401 ? 'station-unknown' : 'exchange-unreachable';
    return failure(code, { address: '/objects', detail: `HTTP ${response.status}` });
  } catch (error) {
    return failure('exchange-unreachable', { address: '/objects', detail: String(error) });
  }
}
