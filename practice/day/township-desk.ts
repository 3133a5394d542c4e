/** The township's desk: orders are placed at the clinic station, by a person of the practice region, through its contract. */
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { stationContract } from '#shared/contract/index.ts';
import { secretHeader, windowHeader } from '#shared/contract/station-pipe.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { OrderForm } from '#shared/study/order.ts';
import { createPipeFetch } from '../push/pipe-fetch.ts';

export interface DeskAccount {
  readonly name: string;
  readonly password: string;
}

export interface StationFacts {
  readonly simulation: boolean;
  readonly siteName: string | null;
  /** False until the station has heard from its exchange what region it is in. */
  readonly known: boolean;
}

/** A task as far as the cadence cares. */
export interface TrackedTask {
  readonly accessionNumber: string;
  /** Nobody has claimed it and it is not closed. */
  readonly unclaimed: boolean;
}

export interface TownshipDesk {
  readonly station: () => Promise<Result<StationFacts>>;
  readonly placeOrder: (form: OrderForm) => Promise<Result<{ readonly accessionNumber: string }>>;
  readonly tracked: () => Promise<Result<readonly TrackedTask[]>>;
}

type Station = ContractRouterClient<typeof stationContract>;

/** Opens the desk over the clinic station's pipe; signs in when it has to. Every failure is a Result. */
export function openTownshipDesk(options: {
  readonly pipe: string;
  readonly secret: string;
  readonly account: DeskAccount;
}): TownshipDesk {
  const link = new RPCLink({
    url: 'http://station/rpc',
    headers: { [secretHeader]: options.secret, [windowHeader]: 'practice' },
    fetch: createPipeFetch(options.pipe),
  });
  const station: Station = createORPCClient(link);

  async function ask<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await call();
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return fail(failure('practice-station-absent', { detail }));
    }
  }

  /** Asks as the signed-in person; a session that ended is begun again, once. */
  async function askSignedIn<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
    const first = await ask(call);
    if (first.ok || !['not-signed-in', 'session-locked', 'token-expired'].includes(first.failure.code)) {
      return first;
    }
    const signedIn = await ask(() => station.session.signIn(options.account));
    return signedIn.ok ? ask(call) : signedIn;
  }

  return {
    station: async () => {
      const facts = await ask(() => station.session.station());
      if (!facts.ok) return facts;
      const { simulation, siteName, region } = facts.value;
      return ok({ simulation, siteName, known: region !== null });
    },
    placeOrder: (form) => askSignedIn(() => station.intake.placeOrder(form)),
    tracked: async () => {
      const answer = await askSignedIn(() => station.dispatch.tracking({ includeClosed: true }));
      if (!answer.ok) return answer;
      return ok(
        answer.value.tasks.map((task) => ({
          accessionNumber: task.order.accessionNumber,
          unclaimed: task.state === 'arriving' || task.state === 'waiting',
        })),
      );
    },
  };
}
