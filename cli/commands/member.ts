/**
 * `yuanzhen member add`: enrols a person, a station or a site; `member site`: says which tier a site is; `member revoke`: revokes a
 * person's certificates; `member revocations`: writes the list of all that are. Also while the exchange runs on the same data.
 */
import { writeFile } from 'node:fs/promises';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { siteTierSchema } from '#shared/study/site-tier.ts';
import { callbackPhoneSchema } from '#shared/study/talk.ts';
import { addMemberToFolder } from '../../exchange/add-member-to-folder.ts';
import type { SiteChange } from '../../exchange/members/set-site.ts';
import { revocationsInFolder } from '../../exchange/revocations-in-folder.ts';
import { revokeInFolder } from '../../exchange/revoke-in-folder.ts';
import { setSiteInFolder } from '../../exchange/set-site-in-folder.ts';
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
        tier: { type: 'string' },
        phone: { type: 'string' },
        out: { type: 'string' },
        'chest-pain': { type: 'boolean' },
        json: { type: 'boolean' },
      },
      required: ['data'],
      positionals: { least: 1, most: 1, name: 'add|site|revoke|revocations' },
    },
    io.language,
  );
  if (!parsed.ok) return refuse(io, parsed.failure, false);
  const { values, positionals } = parsed.value;
  const json = values.json === true;
  if (positionals[0] === 'revocations') return writeRevocations(io, values);
  if (values.name === undefined) return refuse(io, failure('usage', { detail: '--name' }), json);
  if (positionals[0] === 'revoke') {
    const revoked = await revokeInFolder(values.data ?? '', values.name);
    if (!revoked.ok) return refuse(io, revoked.failure, json);
    answer(
      io,
      json,
      { ok: true, name: values.name, ...revoked.value },
      `${values.name}\t${revoked.value.revoked}`,
    );
    return exitCodes.well;
  }
  const site = readSiteChange(values);
  if (!site.ok) return refuse(io, site.failure, json);
  if (positionals[0] === 'site') {
    const set = await setSiteInFolder(values.data ?? '', values.name, site.value);
    if (!set.ok) return refuse(io, set.failure, json);
    answer(
      io,
      json,
      { ok: true, name: values.name, ...set.value, ...site.value },
      `${values.name}\t${values.tier ?? ''}`,
    );
    return exitCodes.well;
  }
  const type = types.find((one) => one === values.type);
  if (positionals[0] !== 'add') return refuse(io, failure('usage', { detail: String(positionals[0]) }), json);
  if (type === undefined) return refuse(io, failure('usage', { detail: `--type ${values.type}` }), json);
  const added = await addMemberToFolder(values.data ?? '', {
    type,
    name: values.name,
    site: values.site ?? '',
    rights: values.rights ?? '',
    licence: values.licence ?? '',
    ...site.value,
  });
  if (!added.ok) return refuse(io, added.failure, json);
  const { id, name, secret } = added.value;
  answer(io, json, { ok: true, ...added.value }, `${type} ${name} ${id}\n${secret}`);
  return exitCodes.well;
}

/** DER, signed by the region's authority. */
async function writeRevocations(
  io: CommandIo,
  { data, out, json }: { readonly data?: string; readonly out?: string; readonly json?: boolean },
): Promise<number> {
  if (out === undefined) return refuse(io, failure('usage', { detail: '--out' }), json === true);
  const made = await revocationsInFolder(data ?? '');
  if (!made.ok) return refuse(io, made.failure, json === true);
  await writeFile(out, Buffer.from(made.value.list, 'base64'));
  const nextUpdate = new Date(made.value.nextUpdate).toISOString();
  answer(io, json === true, { ok: true, out, nextUpdate }, `${out}\t${nextUpdate}`);
  return exitCodes.well;
}

function readSiteChange(values: {
  readonly tier?: string | undefined;
  readonly phone?: string | undefined;
  readonly 'chest-pain'?: boolean | undefined;
}): Result<SiteChange> {
  const { tier, phone } = values;
  const tierOf = siteTierSchema.safeParse(tier);
  if (tier !== undefined && !tierOf.success) return fail(failure('usage', { detail: `--tier ${tier}` }));
  const phoneOf = callbackPhoneSchema.safeParse(phone);
  if (phone !== undefined && !phoneOf.success) return fail(failure('usage', { detail: `--phone ${phone}` }));
  return ok({
    ...(tierOf.success ? { tier: tierOf.data } : {}),
    ...(phoneOf.success ? { phone: phoneOf.data } : {}),
    ...(values['chest-pain'] === true ? { chestPain: true } : {}),
  });
}
