/** The messages' part of the contract. */
import { contract } from '../contract.ts';
import type { Parts } from '../parts.ts';
import { postMessage } from './post-message.ts';
import { recordCallback } from './record-callback.ts';

export function serveTalk(deps: Parts) {
  const os = contract.talk;
  return {
    post: os.post.handler(({ input, context: { caller } }) =>
      caller.ok ? postMessage(deps, caller.value, input) : caller,
    ),
    calledBack: os.calledBack.handler(({ input, context: { caller } }) =>
      caller.ok ? recordCallback(deps, caller.value, input) : caller,
    ),
  };
}
