/** The page a picture ECG's report shows: the first document of the study that is here and can be read. */
import { type DocumentBytes, documentIn, documentsOf } from '#shared/formats/document/find-document.ts';
import type { Study } from '#shared/study/study.ts';
import { readObject } from '../archive/open-object.ts';
import type { Vault } from '../archive/vault.ts';

export async function readStudyPicture(vault: Vault, study: Study): Promise<DocumentBytes | null> {
  for (const instance of documentsOf(study)) {
    if (!instance.held) continue;
    const bytes = await readObject(vault, instance.sha256);
    const found = bytes.ok ? documentIn(bytes.value) : bytes;
    if (found.ok) return found.value;
  }
  return null;
}
