/** Says what a site is straight in a data folder, also beside a running exchange. */
import type { Result } from '#shared/result.ts';
import { type SiteChange, setSite } from './members/set-site.ts';
import { openInFolder } from './open-in-folder.ts';

export async function setSiteInFolder(
  folder: string,
  name: string,
  change: SiteChange,
): Promise<Result<{ siteId: string }>> {
  const opened = await openInFolder(folder, false);
  if (!opened.ok) return opened;
  const { parts, close } = opened.value;
  try {
    return await setSite(parts, name, change);
  } finally {
    await close();
  }
}
