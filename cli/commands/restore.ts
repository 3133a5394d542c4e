/** `yuanzhen restore`: restores a backup into a new data folder and proves every row and file of it. */
import { failure } from '#shared/failure.ts';
import { restoreFolder } from '../backup/restore-folder.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';
import { answer, refuse } from '../exchange/answer.ts';
import { parseArguments } from '../parse-arguments.ts';

export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const parsed = parseArguments(
    args,
    {
      options: {
        from: { type: 'string' },
        data: { type: 'string' },
        snapshot: { type: 'string' },
        json: { type: 'boolean' },
      },
      required: ['from', 'data'],
    },
    io.language,
  );
  if (!parsed.ok) return refuse(io, parsed.failure, args.includes('--json'));
  const { values } = parsed.value;
  const json = values.json === true;
  const restored = await restoreFolder(values.from ?? '', values.data ?? '', values.snapshot ?? null);
  if (!restored.ok) return refuse(io, restored.failure, json);
  const { damaged, ...facts } = restored.value;
  const [first] = damaged;
  if (first !== undefined) {
    const why = failure('restore-incomplete', { damaged: damaged.length, first });
    return refuse(io, why, json, { ...facts, damaged });
  }
  const { rows, objects, bytes, keys } = facts;
  const english = `Restored and verified: ${rows} rows, ${objects} objects, ${bytes} bytes; keys: ${keys}.`;
  const words = { included: '已恢复', excluded: '未包含在备份中', elsewhere: '不在数据目录中' }[keys];
  const chinese = `已恢复并逐项核对:${rows} 行,${objects} 个对象,${bytes} 字节;密钥:${words}。`;
  answer(io, json, { ok: true, ...facts }, io.language === 'en' ? english : chinese);
  return exitCodes.well;
}
