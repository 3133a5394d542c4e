/** `yuanzhen send PATH…`: deposits files without a station, under an order from a file. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { type OrderForm, orderFormSchema } from '#shared/study/order.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';
import { answer, refuse } from '../exchange/answer.ts';
import { type FoundObject, gatherStudies } from '../exchange/gather-studies.ts';
import { openSession, type Session } from '../exchange/open-session.ts';
import { sendStudy } from '../exchange/send-study.ts';

/**
 * T is a station's or a site's secret. Where order and images name different patients a routine task is held until a
 * person settles it: `--same-patient` says so at once.
 */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const session = openSession(args, io, {
    options: { order: { type: 'string' }, 'same-patient': { type: 'boolean' } },
    positionals: { least: 1, name: 'PATH' },
    required: ['order'],
  });
  if (!session.ok) return refuse(io, session.failure, args.includes('--json'));
  const { json, text, positionals } = session.value;
  const form = await readOrder(text('order') ?? '');
  if (!form.ok) return refuse(io, form.failure, json);
  const firstByteAt = Date.now();
  const { studies, refused } = await gatherStudies(positionals);
  let isWell = refused.length === 0;
  for (const { path, failure: reason } of refused) refuse(io, reason, json, { path });
  for (const objects of studies.values()) {
    if (!(await sendOne(io, session.value, objects, form.value, firstByteAt))) isWell = false;
  }
  return isWell ? exitCodes.well : exitCodes.refused;
}

async function sendOne(
  io: CommandIo,
  session: Session,
  objects: readonly FoundObject[],
  form: OrderForm,
  firstByteAt: number,
): Promise<boolean> {
  const { access, json, flag } = session;
  const sent = await sendStudy(access, objects, form, firstByteAt);
  if (!sent.ok) {
    for (const { path } of objects) refuse(io, sent.failure, json, { path });
    return false;
  }
  const { taskId, identity } = sent.value;
  let { settled } = identity;
  if (!settled && flag('same-patient')) {
    const commandId = randomUUID();
    const told = await access.client.deposits.settleIdentity({
      commandId,
      taskId,
      same: true,
      memberId: null,
    });
    settled = told.ok;
  }
  const doubt = settled
    ? {}
    : { warnings: [{ ...failure('identity-unsettled', {}, io.language), ...identity }] };
  for (const { path, sha256 } of objects) {
    answer(io, json, { path, ok: true, taskId, sha256, ...doubt }, `${path}\t${taskId}\t${sha256}`);
  }
  if (!settled && !json) io.err(failure('identity-unsettled', {}, io.language).message);
  return true;
}

/** Dates as DICOM writes them are taken too. */
async function readOrder(path: string): Promise<Result<OrderForm>> {
  let given: unknown;
  try {
    given = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    return fail(failure('file-unreadable', { path, detail: String(error) }));
  }
  const patient = (given as { patient?: { birthDate?: unknown } } | null)?.patient;
  if (typeof patient?.birthDate === 'string') {
    const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(patient.birthDate);
    if (compact !== null) patient.birthDate = compact.slice(1).join('-');
    if (patient.birthDate === '') patient.birthDate = null;
  }
  const parsed = orderFormSchema.safeParse(given);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return fail(failure('invalid-input', { detail: `${path}: ${issue?.path.join('.')} ${issue?.message}` }));
}
