/** What the shell is told on its command line, always as `--name=value`. */
import { join } from 'node:path';

export interface StationAddress {
  /** Unix socket or named pipe. */
  readonly pipe: string;
  readonly secretFile: string;
  /** One-time link to open the window by, as a path: `/?token=…`. */
  readonly startPath: string | null;
  /** Ask the station for a link that signs in; only a practice region's station gives one. */
  readonly signIn: boolean;
}

export interface ShellArguments {
  /** The station to attach to; null: the shell starts its own. */
  readonly station: StationAddress | null;
  /** The township's station, in the practice region. */
  readonly township: StationAddress | null;
  /** Handed to the own station at its first start, kept there. */
  readonly stationOptions: readonly string[];
  /** Where the built window lies. */
  readonly windowFolder: string;
}

const stationOptionNames = ['role', 'exchange', 'name', 'token', 'dicom', 'aet', 'watch', 'hosted'] as const;

/** Reads the shell's arguments; `resources` is where a packed program keeps what lies beside its asar. */
export function shellArguments(argv: readonly string[], resources: string): ShellArguments {
  const value = (name: string): string | null => {
    const prefix = `--${name}=`;
    return argv.find((each) => each.startsWith(prefix))?.slice(prefix.length) ?? null;
  };
  const address = (pipeName: string, secretName: string, startName: string): StationAddress | null => {
    const pipe = value(pipeName);
    const secretFile = value(secretName);
    return pipe && secretFile
      ? { pipe, secretFile, startPath: value(startName), signIn: argv.includes('--open-signed-in') }
      : null;
  };
  return {
    station: address('station-pipe', 'station-secret-file', 'start-url'),
    township: address('township-pipe', 'township-secret-file', 'township-start-url'),
    stationOptions: stationOptionNames.flatMap((name) => {
      const given = value(name);
      return given === null ? [] : [`--${name}`, given];
    }),
    windowFolder: value('window-folder') ?? join(resources, 'window'),
  };
}
