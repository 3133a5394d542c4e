/**
 * Journey step 4: other bytes came under a known UID. The exchange hears of it at once, before they are compared and beside what is
 * being uploaded, so that nobody signs meanwhile; and again when they are compared.
 */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { DepositState } from '#shared/contract/exchange/deposits.ts';
import { ok, type Result } from '#shared/result.ts';
import type { DepositId } from '#shared/study/ids.ts';
import type { DepositRows } from './deposit-rows.ts';

export interface HoldSigningDeps {
  readonly client: ExchangeClient;
  readonly rows: DepositRows;
}

/** Tells where anything changed since it was told. Fails with what the exchange or the link said; may be called again. */
export type HoldSigning = (studyInstanceUid: string) => Promise<Result<void>>;

export function createHoldSigning(deps: HoldSigningDeps): HoldSigning {
  const { rows } = deps;
  /** One after the other for each study: an older list must not come after a newer one. */
  const last = new Map<string, Promise<Result<void>>>();

  async function tell(studyInstanceUid: string): Promise<Result<void>> {
    const deposit = rows.ofStudy(studyInstanceUid);
    if (deposit === null || deposit.opened === 0) return ok(undefined);
    const versions = rows.unjudged(studyInstanceUid);
    const judging = JSON.stringify(versions);
    if (judging === deposit.judging) return ok(undefined);
    const depositId = deposit.depositId as DepositId;
    const told: Result<DepositState> = await deps.client.deposits.holdSigning({ depositId, versions });
    if (!told.ok) return told;
    await rows.change(deposit.depositId, { judging });
    return ok(undefined);
  }

  return (studyInstanceUid) => {
    const before = last.get(studyInstanceUid) ?? Promise.resolve(ok(undefined));
    const next = before.catch(() => undefined).then(() => tell(studyInstanceUid));
    last.set(studyInstanceUid, next);
    const forget = (): void => {
      if (last.get(studyInstanceUid) === next) last.delete(studyInstanceUid);
    };
    void next.then(forget, forget);
    return next;
  };
}
