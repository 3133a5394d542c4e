/** Revokes a person's certificates straight in a data folder, also beside a running exchange. */
import type { Result } from '#shared/result.ts';
import { revokeCertificates } from './members/revoke-certificates.ts';
import { openInFolder } from './open-in-folder.ts';

export async function revokeInFolder(folder: string, name: string): Promise<Result<{ revoked: number }>> {
  const opened = await openInFolder(folder, false);
  if (!opened.ok) return opened;
  const { parts, close } = opened.value;
  try {
    return await revokeCertificates(parts, name);
  } finally {
    await close();
  }
}
