/** `yuanzhen member add`: enrols a person, a station or a site; `member revoke`: revokes a person's certificates. Also while the exchange runs on the same data. */
import { failure } from '#shared/failure.ts';
import { addMemberToFolder } from '../../exchange/add-member-to-folder.ts';
import { revokeInFolder } from '../../exchange/revoke-in-folder.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';
import { answer, refuse } from '../exchange/answer.ts';
import { parseArguments } from '../parse-arguments.ts';

const types = ['person', 'station', 'site'] as const;

/** The secret is shown this once. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const parsed = parseArguments(
    args,
    {
      options: {
        data: { type: 'string' },
        type: { type: 'string' },
        name: { type: 'string' },
        site: { type: 'string' },
        rights: { type: 'string' },
        licence: { type: 'string' },
        json: { type: 'boolean' },
      },
      required: ['data', 'name'],
      positionals: { least: 1, most: 1, name: 'add|revoke' },
    },
    io.language,
  );
  if (!parsed.ok) return refuse(io, parsed.failure, false);
  const { values, positionals } = parsed.value;
  const json = values.json === true;
  if (positionals[0] === 'revoke') {
    const revoked = await revokeInFolder(values.data ?? '', values.name ?? '');
    if (!revoked.ok) return refuse(io, revoked.failure, json);
    answer(
      io,
      json,
      { ok: true, name: values.name, ...revoked.value },
      `${values.name}\t${revoked.value.revoked}`,
    );
    return exitCodes.well;
  }
  const type = types.find((one) => one === values.type);
  if (positionals[0] !== 'add') return refuse(io, failure('usage', { detail: String(positionals[0]) }), json);
  if (type === undefined) return refuse(io, failure('usage', { detail: `--type ${values.type}` }), json);
  const added = await addMemberToFolder(values.data ?? '', {
    type,
    name: values.name ?? '',
    site: values.site ?? '',
    rights: values.rights ?? '',
    licence: values.licence ?? '',
  });
  if (!added.ok) return refuse(io, added.failure, json);
  const { id, name, secret } = added.value;
  answer(io, json, { ok: true, ...added.value }, `${type} ${name} ${id}\n${secret}`);
  return exitCodes.well;
}
