/** What `practice-day.ts` is told on its command line. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { DeskAccount } from './township-desk.ts';

export interface DayOptions {
  /** Own data folder: journal and control.json. */
  readonly data: string;
  readonly pipe: string;
  readonly pipeSecret: string;
  readonly account: DeskAccount;
  readonly dicom: { readonly host: string; readonly port: number; readonly calledAet: string };
  readonly watch: string;
  readonly controlPort: number;
}

const accountsSchema = z.object({
  accounts: z.array(
    z.object({ role: z.string(), name: z.string(), site: z.string().nullable(), password: z.string() }),
  ),
});

/** Reads and checks the options; the account is the first clinic account of `--site` in the accounts file. */
export function readDayOptions(argv: readonly string[]): Result<DayOptions> {
  const wrong = (detail: string) => fail(failure('usage', { detail }));
  try {
    const { values } = parseArgs({
      args: [...argv],
      strict: true,
      options: {
        data: { type: 'string' },
        'station-pipe': { type: 'string' },
        'station-secret-file': { type: 'string' },
        accounts: { type: 'string' },
        site: { type: 'string' },
        dicom: { type: 'string' },
        aet: { type: 'string' },
        watch: { type: 'string' },
        'control-port': { type: 'string', default: '0' },
      },
    });
    const { data, accounts, dicom, aet, watch } = values;
    const pipe = values['station-pipe'];
    const secretFile = values['station-secret-file'];
    if (!data || !pipe || !secretFile || !accounts || !dicom || !aet || !watch) {
      return wrong('--data --station-pipe --station-secret-file --accounts --dicom --aet --watch');
    }
    const split = dicom.lastIndexOf(':');
    const port = Number(dicom.slice(split + 1));
    if (split < 1 || !Number.isInteger(port)) return wrong(`--dicom ${dicom}`);
    const account = accountsSchema
      .parse(JSON.parse(readFileSync(accounts, 'utf8')))
      .accounts.find((one) => one.role === 'clinic' && (!values.site || one.site === values.site));
    if (account === undefined) return wrong(`--site ${values.site ?? ''}`);
    return ok({
      data,
      pipe,
      pipeSecret: readFileSync(secretFile, 'utf8').trim(),
      account: { name: account.name, password: account.password },
      dicom: { host: dicom.slice(0, split), port, calledAet: aet },
      watch,
      controlPort: Number(values['control-port']),
    });
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}
