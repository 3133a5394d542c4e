/** The policies of the region as the administrator's screen uses them: asked of the exchange in the person's own name. */
import { policiesContract as exchangePolicies } from './exchange/policies.ts';

export const policiesContract = exchangePolicies;
