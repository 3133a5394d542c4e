/** The document of a picture ECG's task, fetched by hash; null when none can be read. */
import { type DocumentBytes, documentIn, documentsOf } from '#shared/formats/document/find-document.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { ExchangeAccess } from '../../main/link/exchange-client.ts';

/** The first document, in the order of the manifest. */
export async function readTaskPicture(access: ExchangeAccess, taskId: TaskId): Promise<DocumentBytes | null> {
  const manifest = await access.client.deposits.manifest({ taskId });
  if (!manifest.ok) return null;
  for (const instance of documentsOf(manifest.value)) {
    const response = await access.fetch(`/objects/${instance.sha256}`);
    if (!response.ok) continue;
    const found = documentIn(new Uint8Array(await response.arrayBuffer()));
    if (found.ok) return found.value;
  }
  return null;
}
