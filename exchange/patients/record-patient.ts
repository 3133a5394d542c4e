/** Finds or makes the record of a patient at a site, keyed by (site, issuer, id); races end in one row. */
import { readHealthCard, readIdentityNumber } from '#shared/study/identity-number.ts';
import { nameKeys } from '#shared/study/name-keys.ts';
import type { FurtherId } from '#shared/study/patient.ts';
import { makeId } from '../database/make-id.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import type { PatientsTables, PatientTable } from '../database/tables/patients.ts';
import { identityNumberAmong, keepFurtherIds, normalId } from './further-ids.ts';
import { fitsRecord, type Identity, judgePair } from './judge-pair.ts';

export interface GivenPatient {
  readonly siteId: string;
  readonly id: string;
  readonly issuer: string;
  readonly name: string;
  readonly sex: PatientTable['sex'];
  readonly birthDate: string | null;
  readonly identityNumber: string | null;
  readonly healthCard: string | null;
  /** What a device wrote beside the id. */
  readonly furtherIds: readonly FurtherId[];
  /** What the record is keyed by where the patient came without any number. */
  readonly instead: { readonly type: 'order' | 'study'; readonly id: string };
}

export interface RecordedPatient {
  readonly patientId: string;
  /** The record is new or says more than before: candidates are to be looked for. */
  readonly isChanged: boolean;
}

type Key = Pick<PatientsTables['patientIdentifier'], 'siteId' | 'type' | 'issuer' | 'id'>;

/** Somebody else under the same number is another record (a variant of the key), never written over the first. */
export async function recordPatient(
  trx: ExchangeTransaction,
  given: GivenPatient,
  now: number,
): Promise<RecordedPatient> {
  const key = keyOf(given);
  const identity = identityOf(given);
  for (;;) {
    const known = await trx
      .selectFrom('patientIdentifier')
      .innerJoin('patient', 'patient.patientId', 'patientIdentifier.patientId')
      .selectAll('patient')
      .where('patientIdentifier.siteId', '=', key.siteId)
      .where('patientIdentifier.type', '=', key.type)
      .where('patientIdentifier.issuer', '=', key.issuer)
      .where('patientIdentifier.id', '=', key.id)
      .orderBy('patientIdentifier.variant')
      .execute();
    for (const row of known)
      if (await belongsTo(trx, row, given)) return completeRecord(trx, row, given, now);
    const made = await make(trx, key, known.length, identity, now);
    if (made === null) continue;
    await keepFurtherIds(trx, { patientId: made, siteId: key.siteId }, given.furtherIds);
    return { patientId: made, isChanged: true };
  }
}

/** Null when another transaction took this key's variant first. */
async function make(
  trx: ExchangeTransaction,
  key: Key,
  variant: number,
  identity: Identity,
  now: number,
): Promise<string | null> {
  const patientId = makeId('pt');
  await trx
    .insertInto('patient')
    .values({
      patientId,
      personId: patientId,
      siteId: key.siteId,
      ...identity,
      createdAt: now,
      changedAt: now,
    })
    .execute();
  const taken = await trx
    .insertInto('patientIdentifier')
    .values({ ...key, variant, patientId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (Number(taken.numInsertedOrUpdatedRows ?? 0) === 0) {
    await trx.deleteFrom('patient').where('patientId', '=', patientId).execute();
    return null;
  }
  await writeKeys(trx, patientId, identity);
  return patientId;
}

/**
 * True where what is given is about that record: no field differs, and what it adds speaks against none of the records the
 * person is made of. Records were joined for what they said then; a later birth date that contradicts the number they share
 * is another record, proposed to a person.
 */
export async function belongsTo(
  trx: ExchangeTransaction,
  row: PatientTable,
  given: GivenPatient,
): Promise<boolean> {
  if (!fitsRecord(row, identityOf(given))) return false;
  const full = completed(row, given);
  if (isSame(full, row)) return true;
  const others = await trx
    .selectFrom('patient')
    .selectAll()
    .where('personId', '=', row.personId)
    .where('patientId', '!=', row.patientId)
    .execute();
  return others.every((other) => !judgePair(row, other).isCompatible || judgePair(full, other).isCompatible);
}

/** What the record did not know yet is filled in; characters replace a spelling. */
function completed(row: Identity, from: GivenPatient): Identity {
  const given = identityOf(from);
  const isBetterName =
    row.name === '' || (!/\p{Script=Han}/u.test(row.name) && /\p{Script=Han}/u.test(given.name));
  return {
    name: isBetterName ? given.name : row.name,
    sex: row.sex === 'U' ? given.sex : row.sex,
    birthDate: row.birthDate ?? given.birthDate,
    identityNumber: row.identityNumber ?? given.identityNumber,
    healthCard: row.healthCard ?? given.healthCard,
  };
}

const isSame = (full: Identity, row: Identity): boolean =>
  (Object.keys(full) as (keyof Identity)[]).every((field) => full[field] === row[field]);

/** Fills in what the record did not know yet, for what `belongsTo` says is about it. */
export async function completeRecord(
  trx: ExchangeTransaction,
  row: PatientTable,
  from: GivenPatient,
  now: number,
): Promise<RecordedPatient> {
  const full = completed(row, from);
  const isChanged = !isSame(full, row);
  if (isChanged) {
    await trx
      .updateTable('patient')
      .set({ ...full, changedAt: now })
      .where('patientId', '=', row.patientId)
      .execute();
    await writeKeys(trx, row.patientId, full);
  }
  const hasMore = await keepFurtherIds(
    trx,
    { patientId: row.patientId, siteId: row.siteId },
    from.furtherIds,
  );
  return { patientId: row.patientId, isChanged: isChanged || hasMore };
}

async function writeKeys(trx: ExchangeTransaction, patientId: string, identity: Identity): Promise<void> {
  await trx.deleteFrom('patientKey').where('patientId', '=', patientId).execute();
  const keys = keysOf(identity);
  if (keys.length === 0) return;
  await trx
    .insertInto('patientKey')
    .values(keys.map((key) => ({ key, patientId })))
    .execute();
}

/** A name alone finds half the region; with the birth date it finds a few. */
export function keysOf(identity: Identity): string[] {
  const { sounds, holes } = nameKeys(identity.name);
  const { birthDate, identityNumber, healthCard } = identity;
  return [
    ...(identityNumber === null ? [] : [`identity ${identityNumber}`]),
    ...(healthCard === null ? [] : [`card ${healthCard}`]),
    ...(birthDate === null ? [] : [...sounds, ...holes].map((key) => `name ${key} ${birthDate}`)),
  ];
}

function keyOf(given: GivenPatient): Key {
  const { siteId } = given;
  const id = normalId(given.id);
  if (id !== '') return { siteId, type: 'site', issuer: given.issuer.trim(), id };
  const identity = identityOf(given);
  if (identity.identityNumber !== null) {
    return { siteId, type: 'identity-card', issuer: '', id: identity.identityNumber };
  }
  if (identity.healthCard !== null)
    return { siteId, type: 'health-card', issuer: '', id: identity.healthCard };
  return { siteId, issuer: '', ...given.instead };
}

/** Sites that use the identity number as their own id have said it there; others write it beside it. */
function identityOf(given: GivenPatient): Identity {
  const number = readIdentityNumber(given.identityNumber ?? given.id);
  return {
    name: given.name.trim(),
    sex: given.sex,
    birthDate: given.birthDate,
    identityNumber: number.ok ? number.value.number : identityNumberAmong(given.furtherIds),
    healthCard: given.healthCard === null ? null : readHealthCard(given.healthCard),
  };
}
