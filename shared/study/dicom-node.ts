/** Another DICOM node as a person writes it: AE@HOST:PORT. */
import { z } from 'zod';

export const dicomNodeSchema = z.object({
  aet: z
    .string()
    .regex(/^[\x21-\x5b\x5d-\x7e](?:[\x20-\x5b\x5d-\x7e]*[\x21-\x5b\x5d-\x7e])?$/)
    .max(16),
  host: z
    .string()
    .regex(/^[0-9A-Za-z.:_-]+$/)
    .max(255),
  port: z.number().int().min(1).max(65535),
  tls: z.boolean().default(false),
});
export type DicomNode = z.infer<typeof dicomNodeSchema>;

/** Null when it is none. An IPv6 address stands in brackets. */
export function parseDicomNode(text: string, tls = false): DicomNode | null {
  const found = /^(.{1,16})@(?:\[([0-9A-Fa-f:.]+)\]|([^:@[\]]+)):(\d{1,5})$/.exec(text.trim());
  if (found === null) return null;
  const [, aet, six, host, port] = found;
  const node = dicomNodeSchema.safeParse({ aet: aet?.trim(), host: six ?? host, port: Number(port), tls });
  return node.success ? node.data : null;
}

export function dicomNodeText({ aet, host, port }: Pick<DicomNode, 'aet' | 'host' | 'port'>): string {
  return `${aet}@${host.includes(':') ? `[${host}]` : host}:${port}`;
}
