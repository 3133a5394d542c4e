/** Whether a DICOM node is this station's own listener: forwarding to oneself would only make noise. */
import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import type { DicomNode } from '#shared/study/dicom-node.ts';

/** `listener` is host:port as bound, or null without one. */
export async function isSelf(listener: string | null, node: DicomNode): Promise<boolean> {
  if (listener === null || !listener.endsWith(`:${node.port}`)) return false;
  const bound = listener.slice(0, -`:${node.port}`.length).replace(/^\[|\]$/g, '');
  const own = new Set(['127.0.0.1', '::1', bound]);
  for (const list of Object.values(networkInterfaces())) for (const one of list ?? []) own.add(one.address);
  if (own.has(node.host) || /^127\./.test(node.host)) return true;
  const addresses = await lookup(node.host, { all: true }).catch(() => []);
  return addresses.some(({ address }) => own.has(address) || /^127\./.test(address));
}
