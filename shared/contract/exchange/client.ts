/** The exchange as its callers see it: every call answers with a Result, also when the exchange cannot be reached. */
import type { ContractRouterClient } from '@orpc/contract';
import type { exchangeContract } from './index.ts';

export interface ExchangeCallContext {
  /** Access token of the person a station acts for; goes into `x-yuanzhen-person`. */
  readonly person?: string;
}

export type ExchangeClient = ContractRouterClient<typeof exchangeContract, ExchangeCallContext>;
