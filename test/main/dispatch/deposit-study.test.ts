/** Journey step 4: the deposit begins with the first object, and ends when a person says so. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningStation, startStation } from '../../../main/station.ts';
import { addCast, type Cast, startTestExchange, type TestExchange, valueIn } from '../../rig/exchange.ts';
import { openWindow, until, unwrap, type WindowClient } from '../../rig/window-client.ts';
import { makeDataSet, makeFacts } from '../intake/rig/data-set.ts';
import { associate, readStatus, release, storeMessage } from '../intake/rig/raw-scu.ts';

describe('the deposit of a study', () => {
  let folder: string;
  let exchange: TestExchange;
  let cast: Cast;
  let station: RunningStation;
  let window: WindowClient;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'yuanzhen-deposit-'));
    writeFileSync(join(folder, 'index.html'), '<html></html>');
    exchange = await startTestExchange();
    cast = await addCast(exchange);
    station = await valueIn(
      startStation({
        dataFolder: join(folder, 'data'),
        windowFolder: folder,
        role: 'clinic',
        exchange: exchange.address,
        name: '青石',
        token: cast.clinic.token,
        dicom: { host: '127.0.0.1', port: 0 },
        aet: 'YUANZHEN',
        allow: [{ aet: 'SLOW_CT' }],
        hosted: { host: '127.0.0.1', port: 0 },
      }),
    );
    window = await openWindow(station.hosted ?? '');
    const { name, secret } = cast.nurse;
    await until('sign-in', async () => (await window.station.session.signIn({ name, password: secret })).ok);
  }, 240_000);
  afterAll(async () => {
    await station?.stop();
    await exchange?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const depositOf = async (studyInstanceUid: string) => {
    const waiting = await valueIn(cast.clinic.client.deposits.unjoined());
    return waiting.find((one) => one.study.studyInstanceUid === studyInstanceUid)?.deposit ?? null;
  };

  async function push(calling: string, studyInstanceUid: string, number: number) {
    const facts = { ...makeFacts(), studyInstanceUid, sopInstanceUid: `${studyInstanceUid}.${number}` };
    return { facts, message: storeMessage(facts, makeDataSet(facts), { messageId: number }), calling };
  }

  it('is at the exchange with its first object while the association still sends', async () => {
    const uid = `1.2.3.${Date.now()}.1`;
    const scu = await associate(station.dicom ?? '', { calling: 'SLOW_CT', called: 'YUANZHEN' });
    scu.write((await push('SLOW_CT', uid, 1)).message);
    expect(await readStatus(scu)).toBe(0);
    // Nothing more was sent, nothing was released: the first object is there all the same.
    const first = await until('the first object', async () => {
      const deposit = await depositOf(uid);
      return deposit?.received === 1 ? deposit : null;
    });
    expect(first).toMatchObject({ state: 'open', expected: null });
    scu.write((await push('SLOW_CT', uid, 2)).message);
    expect(await readStatus(scu)).toBe(0);
    await release(scu);
    await until('the second object', async () => (await depositOf(uid))?.received === 2);
    expect((await depositOf(uid))?.state).toBe('open');
    await unwrap(window.station.intake.sendNow({ studyInstanceUid: uid }));
    const closed = await until('the closed deposit', async () => {
      const deposit = await depositOf(uid);
      return deposit?.state === 'complete' ? deposit : null;
    });
    expect(closed).toMatchObject({ received: 2, expected: 2 });
  }, 240_000);
});
