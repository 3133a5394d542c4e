/** Sends a study on from a data folder that no station is running on, in one try; what did not go is taken up at its next start. */
import { join } from 'node:path';
import type { ListedForward } from '#shared/contract/devices.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { DicomNode } from '#shared/study/dicom-node.ts';
import { openVault } from '../../main/archive/vault.ts';
import { createForwarding } from '../../main/compose/forwarding.ts';
import { readSetting } from '../../main/database/keep-setting.ts';
import { lockFolder } from '../../main/database/lock-folder.ts';
import { openStationDatabase } from '../../main/database/open-database.ts';

/** Fails with data-folder-in-use, study-not-found and whatever keeps the folder from being opened. */
export async function forwardFromFolder(
  folder: string,
  study: string,
  node: DicomNode,
): Promise<Result<ListedForward>> {
  const locked = lockFolder(folder);
  if (!locked.ok) return locked;
  try {
    const opened = openStationDatabase(folder);
    if (!opened.ok) return opened;
    const database = opened.value;
    try {
      const vault = await openVault(join(folder, 'vault'));
      if (!vault.ok) return vault;
      const settings = readSetting<{ dicom: { aet: string; host: string; port: number } }>(
        database,
        'settings',
      );
      const forwarding = createForwarding({
        database,
        vault: vault.value,
        dataFolder: folder,
        now: Date.now,
        aet: settings?.dicom.aet ?? 'YUANZHEN',
        listener: () => null,
        tls: null,
        onChanged: () => undefined,
        log: { warn: () => undefined },
      });
      const asked = await forwarding.forward(study, node, 'command line');
      if (!asked.ok) return asked;
      await forwarding.settled(asked.value);
      await forwarding.stop();
      const found = forwarding.find(asked.value);
      return found === null ? fail(failure('forward-not-found', { forward: asked.value })) : ok(found);
    } finally {
      database.close();
    }
  } finally {
    locked.value.unlock();
  }
}
