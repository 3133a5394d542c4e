/** What a data folder holds, by program: what a backup takes along, what is a key, and what is left behind. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';

export interface DataFolderPlan {
  readonly program: 'station' | 'exchange';
  readonly database: string;
  /** Folder of the objects by hash, below the data folder. */
  readonly objects: string;
  /** Folder of refused bytes by hash; null where nothing is refused. */
  readonly setAside: string | null;
  /** Files that open something: taken along only with `--with-keys`. */
  readonly keys: readonly string[];
  readonly files: readonly string[];
}

const plans: readonly DataFolderPlan[] = [
  {
    program: 'station',
    database: 'station.sqlite',
    objects: join('vault', 'objects'),
    setAside: join('vault', 'refused'),
    keys: ['seal.key'],
    files: [],
  },
  {
    program: 'exchange',
    database: 'exchange.sqlite',
    objects: 'objects',
    setAside: null,
    keys: [join('ca', 'ca-key.pem'), 'practice-accounts.json'],
    files: [join('ca', 'ca.pem')],
  },
];

export function planFor(program: DataFolderPlan['program']): DataFolderPlan {
  const plan = plans.find((one) => one.program === program);
  if (plan === undefined) throw new Error(`no plan for ${program}`);
  return plan;
}

/** Fails with data-folder-unknown where neither program's database lies. */
export function recogniseDataFolder(folder: string): Result<DataFolderPlan> {
  const plan = plans.find((one) => existsSync(join(folder, one.database)));
  return plan === undefined ? fail(failure('data-folder-unknown', { path: folder })) : ok(plan);
}
