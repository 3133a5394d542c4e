/** DCMTK's storescp as a node to send to: a port, a folder of what it took. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface StoreScp {
  readonly port: number;
  readonly files: () => Buffer[];
  readonly stop: () => Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return typeof at === 'object' && at !== null ? at.port : 0;
}

/** Options of storescp such as `+xa`; it writes what it took bit by bit as received where `+B` is among them. */
export async function startStoreScp(options: readonly string[], port?: number): Promise<StoreScp> {
  const at = port ?? (await freePort());
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-storescp-'));
  const child: ChildProcess = spawn('storescp', [...options, '-od', folder, String(at)], {
    env: { ...process.env, TCP_NODELAY: '1' },
    stdio: 'ignore',
  });
  while (!(await answers(at))) {
    if (child.exitCode !== null) throw new Error(`storescp ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    port: at,
    files: () =>
      readdirSync(folder)
        .sort()
        .map((name) => readFileSync(join(folder, name))),
    stop: async () => {
      if (child.exitCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
