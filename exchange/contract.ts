/** The contract with stations, as rooms implement it. */
import { implement } from '@orpc/server';
import { exchangeContract } from '#shared/contract/exchange/index.ts';
import type { CallContext } from './parts.ts';

export const contract = implement(exchangeContract).$context<CallContext>();
