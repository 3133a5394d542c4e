/**
 * Journey step 4, again: the exchange found in its nightly check that objects of this site are damaged or gone there; they
 * are sent once more from the vault, so that nobody has to send a study twice by hand.
 */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { DepositedObject, DepositRows } from './deposit-rows.ts';

export interface ResendLostDeps {
  readonly client: Pick<ExchangeClient, 'archive'>;
  readonly rows: Pick<DepositRows, 'sentAs' | 'sendAgain'>;
  readonly isLinked: () => boolean;
  /** Whether the received bytes are still here. */
  readonly holds: (sha256: Sha256) => Promise<boolean>;
  /** Makes the smaller object that was sent once more; false when the same bytes do not come out of it. */
  readonly encodeAgain: (object: DepositedObject) => Promise<boolean>;
  /** Takes the study's deposit up again. */
  readonly wake: (studyInstanceUid: string) => void;
  readonly log: { readonly warn: (facts: object, message: string) => void };
}

export interface ResendLost {
  /** Asks the exchange what it lost; answers how many objects go out again. */
  readonly ask: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

const askEveryMs = 10 * 60_000;

export function createResendLost(deps: ResendLostDeps): ResendLost {
  const toldGone = new Set<string>();
  let stopped = false;
  let asking: Promise<number> | null = null;

  async function askNow(): Promise<number> {
    if (stopped || !deps.isLinked()) return 0;
    const answer = await deps.client.archive.lost();
    if (!answer.ok) return 0;
    let sent = 0;
    for (const sha256 of answer.value.lost) {
      if (stopped) break;
      if (await sendAgain(sha256)) sent += 1;
      else if (!toldGone.has(sha256)) {
        toldGone.add(sha256);
        deps.log.warn({ sha256 }, 'the exchange lost an object that is not here any more');
      }
    }
    return sent;
  }

  async function sendAgain(sha256: Sha256): Promise<boolean> {
    let isGoing = false;
    for (const object of deps.rows.sentAs(sha256)) {
      if (!(await deps.holds(object.sha256))) continue;
      if (object.sha256 !== sha256 && !(await deps.encodeAgain(object))) continue;
      await deps.rows.sendAgain(object.depositId, object.sha256);
      deps.wake(object.studyInstanceUid);
      isGoing = true;
    }
    return isGoing;
  }

  function ask(): Promise<number> {
    asking ??= askNow().finally(() => {
      asking = null;
    });
    return asking;
  }

  const timer = setInterval(() => void ask().catch(() => undefined), askEveryMs);
  return {
    ask,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await asking?.catch(() => undefined);
    },
  };
}
