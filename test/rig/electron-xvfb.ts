/** A display of its own for a test: Xvfb on a free number, ended by its process id. */
import { spawn } from 'node:child_process';

export interface Display {
  /** As in `DISPLAY`: `:99`. */
  readonly name: string;
  stop(): Promise<void>;
}

/** Starts Xvfb; it picks a free number itself and says which. */
export function openDisplay(size = '1920x1080x24'): Promise<Display> {
  return new Promise((resolve, reject) => {
    const args = ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-noreset'];
    const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
    let heard = '';
    let complaint = '';
    server.stderr?.on('data', (bytes: Buffer) => {
      complaint += bytes.toString();
    });
    server.stdio[3]?.on('data', (bytes: Buffer) => {
      heard += bytes.toString();
      if (!heard.includes('\n')) return;
      resolve({
        name: `:${heard.trim()}`,
        stop: () =>
          new Promise((ended) => {
            if (server.exitCode !== null || server.signalCode !== null) return ended();
            server.once('exit', () => ended());
            server.kill('SIGTERM');
          }),
      });
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}: ${complaint}`)));
  });
}
