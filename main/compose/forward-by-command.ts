/** Forwarding as the command line asks for it over the station's pipe: who has its secret owns the machine. */
import { failure } from '#shared/failure.ts';
import { fail, ok } from '#shared/result.ts';
import { parseDicomNode } from '#shared/study/dicom-node.ts';
import type { Forwarding } from './forwarding.ts';

/** POST with study, to and tls begins; GET with id tells how far it is. Answers a Result as JSON. */
export async function forwardByCommand(
  forwarding: Forwarding,
  method: string,
  query: URLSearchParams,
): Promise<Response> {
  if (method !== 'POST') return Response.json(stateOf(forwarding, query.get('id') ?? ''));
  const to = query.get('to') ?? '';
  const node = parseDicomNode(to, query.get('tls') === 'yes');
  if (node === null) return Response.json(fail(failure('forward-node-invalid', { detail: to })));
  const asked = await forwarding.forward(query.get('study') ?? '', node, 'command line');
  return Response.json(asked.ok ? stateOf(forwarding, asked.value) : asked);
}

function stateOf(forwarding: Forwarding, forwardId: string) {
  const found = forwarding.find(forwardId);
  return found === null ? fail(failure('forward-not-found', { forward: forwardId })) : ok(found);
}
