/** `yuanzhen backup`: backs the data of a station or an exchange up, also while it runs. */
import { failure } from '#shared/failure.ts';
import { backUpFolder } from '../backup/back-up-folder.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';
import { answer, refuse } from '../exchange/answer.ts';
import { parseArguments } from '../parse-arguments.ts';

/** Exit code 1 also when objects are gone or damaged at the source: the rest is backed up, and they are named. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const parsed = parseArguments(
    args,
    {
      options: {
        data: { type: 'string' },
        to: { type: 'string' },
        incremental: { type: 'boolean' },
        'with-keys': { type: 'boolean' },
        link: { type: 'boolean' },
        json: { type: 'boolean' },
      },
      required: ['data', 'to'],
    },
    io.language,
  );
  if (!parsed.ok) return refuse(io, parsed.failure, args.includes('--json'));
  const { values } = parsed.value;
  const json = values.json === true;
  const done = await backUpFolder(values.data ?? '', values.to ?? '', {
    incremental: values.incremental === true,
    withKeys: values['with-keys'] === true,
    link: values.link === true,
    now: Date.now(),
  });
  if (!done.ok) return refuse(io, done.failure, json);
  const { missing, damaged, ...facts } = done.value;
  if (missing.length + damaged.length > 0) {
    const why = failure('backup-incomplete', { missing: missing.length, damaged: damaged.length });
    return refuse(io, why, json, { ...facts, missing, damaged });
  }
  answer(io, json, { ok: true, ...facts }, sentence(io, facts.snapshot, facts));
  return exitCodes.well;
}

function sentence(
  io: CommandIo,
  snapshot: string,
  {
    rows,
    objects,
    bytes,
    copied,
    keys,
  }: { rows: number; objects: number; bytes: number; copied: number; keys: string },
): string {
  if (io.language === 'en') {
    const about = {
      included: 'Keys are in it: keep it as safe as the machine.',
      excluded: 'Keys are NOT in it (--with-keys takes them along).',
      elsewhere: 'No keys lie in this data folder.',
    }[keys];
    return `${snapshot}: ${rows} rows, ${objects} objects, ${bytes} bytes (${copied} copied). ${about}`;
  }
  const about = {
    included: '内含密钥,请与本机同等保管。',
    excluded: '不含密钥(--with-keys 可一并备份)。',
    elsewhere: '此数据目录中没有密钥文件。',
  }[keys];
  return `${snapshot}:${rows} 行,${objects} 个对象,${bytes} 字节(本次复制 ${copied} 个)。${about}`;
}
