/** Walks the audit chain of an exchange's data folder, also while it runs. */
import { ok, type Result } from '#shared/result.ts';
import { type WalkedChain, walkChain } from '../../exchange/audit/walk-chain.ts';
import { openInFolder } from '../../exchange/open-in-folder.ts';

export async function proveExchangeFolder(folder: string): Promise<Result<WalkedChain>> {
  const opened = await openInFolder(folder, false);
  if (!opened.ok) return opened;
  const { parts, close } = opened.value;
  try {
    return ok(await walkChain(parts.db, null));
  } finally {
    await close();
  }
}
