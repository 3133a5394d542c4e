/** The past weeks of a site, through the exchange's own door: studies that began at the same hours of each week, the last of them a week ago. */
import { randomUUID } from 'node:crypto';
import type { DepositId } from '#shared/study/ids.ts';
import type { ExchangeAccess } from '../../main/link/exchange-client.ts';
import { valueIn } from './exchange.ts';

const hour = 3_600_000;
const hoursBefore = [4, 3, 2, 1, 1 / 6];

/** One study that began at that instant; nothing of it need come. */
export async function beginAt(station: ExchangeAccess, firstByteAt: number): Promise<void> {
  await valueIn(
    station.client.deposits.open({
      commandId: randomUUID(),
      depositId: randomUUID() as DepositId,
      kind: 'imaging',
      study: {
        studyInstanceUid: `1.2.826.0.1.${Math.floor(firstByteAt)}.${Math.floor(Math.random() * 1e9)}`,
        kind: 'imaging',
        accessionNumber: '',
        description: '',
        devicePatient: { name: 'A', id: '1', sex: 'M', birthDate: null },
        acquiredAt: firstByteAt,
        institution: '',
        stationAet: 'DR1',
      },
      modality: 'DX',
      bodyPart: '',
      orderId: null,
      firstByteAt,
    }),
  );
}

export async function sendHistory(station: ExchangeAccess, now: number, weeks = 6): Promise<void> {
  for (let week = 1; week <= weeks; week += 1) {
    for (const hours of hoursBefore) await beginAt(station, now - week * 7 * 24 * hour - hours * hour);
  }
}
