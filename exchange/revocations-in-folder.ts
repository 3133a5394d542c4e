/** The list of revoked certificates straight from a data folder, also beside a running exchange: for whoever verifies offline. */
import { ok, type Result } from '#shared/result.ts';
import { type RevocationList, revocationList } from './members/revocation-list.ts';
import { openInFolder } from './open-in-folder.ts';

export async function revocationsInFolder(folder: string): Promise<Result<RevocationList>> {
  const opened = await openInFolder(folder, false);
  if (!opened.ok) return opened;
  const { parts, close } = opened.value;
  try {
    return ok(await revocationList({ ...parts, folder }));
  } finally {
    await close();
  }
}
