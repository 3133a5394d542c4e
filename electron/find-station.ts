/** The station of this shell: the running one named on the command line, or its own out of the packed program. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OsStore, openMachineSeal } from './machine-seal.ts';
import type { StationAddress } from './shell-arguments.ts';
import type { StationEndpoint } from './station-door.ts';
import { type StationProcess, startStation } from './station-process.ts';

/** A station that runs by itself; its secret is read at every request, so that it may restart. */
export function attachStation(address: StationAddress): StationEndpoint {
  return { pipe: address.pipe, secret: () => readFileSync(address.secretFile, 'utf8').trim() };
}

/** Starts the station that lies beside the asar, with its data below the person's own folder. */
export function startOwnStation(
  resources: string,
  userData: string,
  options: readonly string[],
  store: OsStore,
): StationProcess {
  const dataFolder = join(userData, 'station');
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const node = process.platform === 'win32' ? 'node.exe' : 'node';
  const role = options.includes('--role') ? [] : ['--role', 'reader'];
  return startStation(
    {
      node: join(resources, 'node', node),
      program: join(resources, 'station', 'yuanzhen.mjs'),
      dataFolder,
      seal: openMachineSeal(store, dataFolder),
      env: { YUANZHEN_FONTS: join(resources, 'fonts') },
      options: ['--window', join(resources, 'window'), ...role, ...options],
    },
    (line) => console.error(line),
  );
}
