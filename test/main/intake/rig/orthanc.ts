/** Orthanc as a node that sends: what is posted to it goes on to the station it knows. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './storescp.ts';

/** Where Debian puts it; null where it is not installed. */
export const orthancProgram =
  ['/usr/sbin/Orthanc', '/usr/bin/Orthanc', '/usr/local/sbin/Orthanc'].find((path) => existsSync(path)) ??
  null;

export interface Orthanc {
  /** Keeps the file there. */
  readonly keep: (file: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** Sends all it holds; true when the station took everything. */
  readonly sendAll: () => Promise<boolean>;
  readonly echo: () => Promise<boolean>;
  readonly stop: () => Promise<void>;
}

/** `address` is the station's, host:port. */
export async function startOrthanc(program: string, address: string): Promise<Orthanc> {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-orthanc-'));
  const http = await freePort();
  const [host = '', port = ''] = address.split(':');
  writeFileSync(
    join(folder, 'orthanc.json'),
    JSON.stringify({
      Name: 'peer',
      StorageDirectory: folder,
      IndexDirectory: folder,
      HttpPort: http,
      RemoteAccessAllowed: false,
      AuthenticationEnabled: false,
      DicomServerEnabled: false,
      DicomAet: 'ORTHANC',
      DicomModalities: { station: ['YUANZHEN', host, Number(port)] },
      Plugins: [],
    }),
  );
  const child: ChildProcess = spawn(program, [join(folder, 'orthanc.json')], { stdio: 'ignore' });
  const root = `http://127.0.0.1:${http}`;
  for (let tries = 0; ; tries += 1) {
    const up = await fetch(`${root}/system`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (up) break;
    if (child.exitCode !== null || tries > 600) throw new Error(`Orthanc ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const post = (path: string, body: string | Uint8Array<ArrayBuffer>) =>
    fetch(`${root}${path}`, { method: 'POST', body });
  return {
    keep: async (file) => {
      const answer = await post('/instances', file);
      if (!answer.ok) throw new Error(`Orthanc did not keep it: ${answer.status}`);
    },
    sendAll: async () => {
      const instances = (await (await fetch(`${root}/instances`)).json()) as string[];
      const answer = await post('/modalities/station/store', JSON.stringify(instances));
      if (!answer.ok) return false;
      const { FailedInstancesCount: failed, InstancesCount: sent } = (await answer.json()) as {
        FailedInstancesCount: number;
        InstancesCount: number;
      };
      return failed === 0 && sent === instances.length;
    },
    echo: async () => (await post('/modalities/station/echo', '')).ok,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
