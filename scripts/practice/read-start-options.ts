/** What `npm start -- …` may be told. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface StartOptions {
  /** Everything of the practice region lies here. */
  readonly data: string;
  /** Never open Electron: the window is served to a browser. */
  readonly hostedOnly: boolean;
  /** Build the window again at every change of its sources. */
  readonly watch: boolean;
  /** One JSON line when all is up, beside the summary for a person. */
  readonly json: boolean;
}

/** Throws on an unknown option, with parseArgs' own sentence. */
export function readStartOptions(argv: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...argv],
    strict: true,
    options: {
      data: { type: 'string' },
      'hosted-only': { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const usual = join(process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'yuanzhen-practice');
  return {
    data: resolve(values.data ?? process.env.YUANZHEN_DATA ?? usual),
    hostedOnly: values['hosted-only'],
    watch: values.watch,
    json: values.json,
  };
}
