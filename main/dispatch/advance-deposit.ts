/**
 * Journey step 4, one step at a time: open, announce, say how many, upload. Every step is written down after the
 * exchange answered it and may be taken again, so that a kill between any two changes nothing.
 */
import { createHash } from 'node:crypto';
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { AnnouncedObject, DepositState } from '#shared/contract/exchange/deposits.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { DepositId, OrderId } from '#shared/study/ids.ts';
import type { Study } from '#shared/study/study.ts';
import { type DepositRow, type DepositRows, type ObjectRow, sentObject } from './deposit-rows.ts';
import type { HoldSigning } from './hold-signing.ts';
import type { EncodingChooser } from './recompress/choose-encodings.ts';

export interface ConflictingInstance extends Pick<AnnouncedObject, 'series' | 'instance'> {
  readonly conflict: NonNullable<AnnouncedObject['conflict']>;
}

export interface AdvanceDepositDeps {
  readonly client: ExchangeClient;
  readonly rows: DepositRows;
  readonly readStudy: (studyInstanceUid: string) => Promise<Study | null>;
  /** Contents that are in conflict with the first under their UID. */
  readonly readConflicts: (studyInstanceUid: string) => readonly ConflictingInstance[];
  readonly upload: (deposit: DepositRow, object: ObjectRow) => Promise<Result<void>>;
  readonly holdSigning: HoldSigning;
  readonly encodings: Pick<EncodingChooser, 'consider' | 'waitForOne'>;
  readonly onState: (studyInstanceUid: string, state: DepositState) => void;
}

const announceAtOnce = 200;
const uploadsAtOnce = 3;
/** Uploads between two looks at what arrived meanwhile. */
const uploadsInARow = 24;

/** True when there was something to do and there may be more. Fails with what the exchange or the link said. */
export async function advanceDeposit(
  deps: AdvanceDepositDeps,
  studyInstanceUid: string,
): Promise<Result<boolean>> {
  await deps.rows.sync(studyInstanceUid);
  const deposit = deps.rows.ofStudy(studyInstanceUid);
  const study = await deps.readStudy(studyInstanceUid);
  if (deposit === null || study === null || deposit.refusal !== null) return ok(false);
  if (deposit.opened === 0) return openDeposit(deps, deposit, study);
  // An exchange of before does not know the call: what was found is announced all the same.
  await deps.holdSigning(studyInstanceUid);
  const objects = deps.rows.objects(deposit.depositId);
  const unannounced = objects.filter((object) => object.announced === 0);
  const undecided = unannounced.filter((object) => object.encoding === null);
  if (undecided.length > 0 && (await deps.encodings.consider(deposit.depositId, undecided))) return ok(true);
  const decided = unannounced.filter((object) => object.encoding !== null).slice(0, announceAtOnce);
  if (decided.length > 0) return announce(deps, deposit, study, decided);
  const { wantedCount, closedCount, closeReason } = deposit;
  if (wantedCount !== null && closeReason !== null && closedCount !== wantedCount) {
    const closed = await deps.client.deposits.close({
      commandId: `${deposit.depositId}-close-${wantedCount}`,
      depositId: deposit.depositId as DepositId,
      expected: wantedCount,
      imagesOnly: true,
      reason: closeReason,
    });
    if (!closed.ok) return closed;
    await deps.rows.change(deposit.depositId, { closedCount: wantedCount });
    return keepState(deps, deposit, closed.value);
  }
  const waiting = objects.filter((object) => object.announced === 1 && object.uploaded === 0);
  if (waiting.length > 0) return uploadSome(deps, deposit, waiting.slice(0, uploadsInARow));
  if (undecided.length === 0) return ok(false);
  await deps.encodings.waitForOne(deposit.depositId);
  return ok(true);
}

async function openDeposit(
  deps: AdvanceDepositDeps,
  deposit: DepositRow,
  study: Study,
): Promise<Result<boolean>> {
  const { series, ...facts } = study;
  const [first] = series;
  if (study.kind !== 'imaging' && study.kind !== 'ecg') return ok(false);
  const opened = await deps.client.deposits.open({
    commandId: `${deposit.depositId}-o-${short(deposit.orderId ?? '')}`,
    depositId: deposit.depositId as DepositId,
    kind: study.kind,
    study: facts,
    modality: first?.modality ?? '',
    bodyPart: series.find((one) => one.bodyPart !== '')?.bodyPart ?? '',
    orderId: deposit.orderId as OrderId | null,
    firstByteAt: deposit.firstByteAt,
  });
  if (!opened.ok) return opened;
  const { depositId } = opened.value;
  if (depositId !== deposit.depositId) await deps.rows.rename(deposit.depositId, depositId);
  await deps.rows.markOpened(depositId, deposit.orderId);
  return keepState(deps, { ...deposit, depositId }, opened.value);
}

async function announce(
  deps: AdvanceDepositDeps,
  deposit: DepositRow,
  study: Study,
  rows: readonly ObjectRow[],
): Promise<Result<boolean>> {
  const wanted = new Map(rows.map((row) => [row.sopInstanceUid, row]));
  const objects: AnnouncedObject[] = [];
  for (const { instances, ...series } of study.series) {
    for (const { held: _held, ...instance } of instances) {
      const row = wanted.get(instance.sopInstanceUid);
      if (row?.sha256 !== instance.sha256) continue;
      objects.push({ ...sentAs(row, instance), sopInstanceUid: row.sopInstanceUid, series });
    }
  }
  for (const { series, instance, conflict } of deps.readConflicts(study.studyInstanceUid)) {
    const row = rows.find((one) => one.sha256 === instance.sha256);
    if (row?.sopInstanceUid !== instance.sopInstanceUid) continue;
    objects.push({ ...sentAs(row, instance), sopInstanceUid: row.sopInstanceUid, series, conflict });
  }
  const sha256s = objects.map((object) => object.sha256);
  if (objects.length === 0) return fail(failure('study-not-found', { study: study.studyInstanceUid }));
  const announced = await deps.client.deposits.announce({
    commandId: `${deposit.depositId}-a-${short([...sha256s].sort().join())}`,
    depositId: deposit.depositId as DepositId,
    objects,
  });
  if (!announced.ok) return announced;
  const need = new Set<string>(announced.value.need);
  await deps.rows.markAnnounced(deposit.depositId, rows, need);
  return keepState(deps, deposit, announced.value.deposit);
}

/** The object as it goes out: with what it was before, where it goes in another encoding. */
function sentAs(
  row: ObjectRow,
  instance: AnnouncedObject['instance'],
): Pick<AnnouncedObject, 'sha256' | 'size' | 'instance'> {
  const { sha256, size } = sentObject(row);
  if (row.encoding === null || row.encoding === 'original') return { sha256, size, instance };
  const { transferSyntaxUid, originalTransferSyntaxUid, pixelSha256 } = row.encoding;
  const original = {
    sha256: row.sha256,
    size: row.size,
    transferSyntaxUid: originalTransferSyntaxUid,
    pixelSha256,
  };
  return { sha256, size, instance: { ...instance, sha256, size, transferSyntaxUid, original } };
}

/** What is lost or spoilt on this side, so that trying again would not help. */
const lostHere: ReadonlySet<string> = new Set(['object-not-found', 'hash-mismatch']);

async function uploadSome(
  deps: AdvanceDepositDeps,
  deposit: DepositRow,
  objects: readonly ObjectRow[],
): Promise<Result<boolean>> {
  const waiting = [...new Map(objects.map((object) => [object.sha256, object])).values()];
  let trouble: Result<void> = ok(undefined);
  async function uploadNext(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined && trouble.ok; next = waiting.shift()) {
      const uploaded = await deps.upload(deposit, next);
      if (uploaded.ok) await deps.rows.markUploaded(deposit.depositId, next.sha256);
      else if (next.encoding !== 'original' && lostHere.has(uploaded.failure.code)) {
        await deps.rows.sendOriginal(deposit.depositId, next.sha256);
      } else if (trouble.ok) trouble = uploaded;
    }
  }
  await Promise.all(Array.from({ length: uploadsAtOnce }, uploadNext));
  return trouble.ok ? ok(true) : trouble;
}

async function keepState(
  deps: AdvanceDepositDeps,
  deposit: DepositRow,
  state: DepositState,
): Promise<Result<boolean>> {
  await deps.rows.change(deposit.depositId, { state });
  deps.onState(deposit.studyInstanceUid, state);
  return ok(true);
}

function short(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
