/** Child of the bench `receive`: makes its objects first, then sends them and says how long that took. */
import { ctImageStorage, makeDataSet, makeFacts } from '../../test/main/intake/rig/data-set.ts';
import {
  associate,
  dataPdu,
  pdv,
  type RawScu,
  readStatus,
  release,
  storeCommand,
} from '../../test/main/intake/rig/raw-scu.ts';
import type { PushOrder } from './push-objects.ts';

/** Fits the 16 KiB that a default storescp takes. */
const fragment = 16_384 - 12;

interface Ready {
  readonly command: Buffer;
  /** The data set as P-DATA-TF PDUs, one write each. */
  readonly pdus: readonly Buffer[];
}

function makeObjects(order: PushOrder): Ready[] {
  return Array.from({ length: order.count }, (_, at) => {
    const facts = makeFacts({
      sopClassUid: ctImageStorage,
      sopInstanceUid: `1.2.9.${order.serial}.${at + 1}`,
      studyInstanceUid: `1.2.9.${order.serial}`,
      seriesInstanceUid: `1.2.9.${order.serial}.0`,
      pixelBytes: order.pixelBytes,
      fill: at % 251,
    });
    const dataSet = makeDataSet(facts);
    const values: Buffer[] = [];
    for (let from = 0; from < dataSet.length; from += fragment) {
      const isLast = from + fragment >= dataSet.length;
      values.push(dataPdu(pdv(1, isLast ? 2 : 0, dataSet.subarray(from, from + fragment))));
    }
    const command = dataPdu(pdv(1, 3, storeCommand(facts, (at % 60_000) + 1)));
    return { command, pdus: [Buffer.concat([command, ...values])] };
  });
}

async function sendShare(scu: RawScu, objects: readonly Ready[]): Promise<void> {
  for (const object of objects) {
    for (const bytes of object.pdus) scu.write(bytes);
    const status = await readStatus(scu);
    if (status !== 0) throw new Error(`status ${status.toString(16)}`);
  }
  await release(scu);
}

async function push(order: PushOrder): Promise<number> {
  const objects = makeObjects(order);
  const shares = Array.from({ length: order.parallel }, (_, at) =>
    objects.filter((_, index) => index % order.parallel === at),
  );
  const begun = performance.now();
  await Promise.all(
    shares.map(async (share) =>
      sendShare(await associate(`127.0.0.1:${order.port}`, { calling: 'BENCH' }), share),
    ),
  );
  return (performance.now() - begun) / 1000;
}

process.once('message', (order: PushOrder) => {
  push(order).then(
    (seconds) => process.send?.({ seconds }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
