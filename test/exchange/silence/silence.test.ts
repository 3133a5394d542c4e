/** 静默报警 at the exchange, over a real socket: told once to the centre and to the site alone, also after a restart, ended by one study. */
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contractVersion } from '#shared/contract/exchange/feed.ts';
import type { Duty } from '#shared/study/duty.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { AddedMember } from '../../../exchange/members/add-member.ts';
import type { ExchangeAccess } from '../../../main/link/exchange-client.ts';
import { codeOf, startTestExchange, type TestExchange, valueIn } from '../../rig/exchange.ts';
import { beginAt, sendHistory } from '../../rig/send-history.ts';
import { until } from '../../rig/window-client.ts';

let exchange: TestExchange;
let site: AddedMember;
let clinic: ExchangeAccess;
let nurse: AddedMember;
let auditor: ExchangeAccess;
let centre: AddedMember;
let secrets: { readonly clinic: string; readonly elsewhere: string };
const sockets: Socket[] = [];
beforeEach(async () => {
  exchange = await startTestExchange();
  site = await exchange.add({ type: 'site', name: '青石镇卫生院' });
  const station = await exchange.add({ type: 'station', name: '青石工作站', site: site.name });
  clinic = exchange.as(station.secret);
  nurse = await exchange.add({ type: 'person', name: '李秀兰', site: site.name, rights: 'clinic' });
  const other = await exchange.add({ type: 'site', name: '柳河镇卫生院' });
  const elsewhere = await exchange.add({ type: 'station', name: '柳河工作站', site: other.name });
  secrets = { clinic: station.secret, elsewhere: elsewhere.secret };
  centre = await exchange.add({ type: 'station', name: '诊断中心一号' });
  const watcher = await exchange.add({ type: 'person', name: '审计员', rights: 'auditor' });
  auditor = exchange.as(watcher.secret);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await exchange.stop();
});

function listenAs(token: string): { readonly last: () => Duty | undefined } {
  const heard: Duty[] = [];
  const socket = io(`${exchange.address}/feed`, {
    transports: ['websocket'],
    auth: { token, contractVersion, cursor: null },
  });
  sockets.push(socket);
  socket.on('duty', (duty: Duty) => heard.push(duty));
  return { last: () => heard.at(-1) };
}
const actsOf = async (act: string) =>
  (await valueIn(auditor.client.audit.read({ after: 0, limit: 1000 }))).filter((one) => one.act === act);
const aLook = 60_000;

it('is told once to both ends it concerns, noted by name, and ended by a study', async () => {
  await sendHistory(clinic, exchange.clock.now());
  const [atCentre, atSite, elsewhere] = [centre.secret, secrets.clinic, secrets.elsewhere].map(listenAs);
  // Presence is known only a while after the start.
  exchange.clock.advance(aLook);
  await exchange.running.tick();
  exchange.clock.advance(aLook);
  const silent = await until('the centre hears', async () => {
    await exchange.running.tick();
    return atCentre?.last()?.silent?.[0];
  });
  expect(silent).toMatchObject({ siteId: site.id, siteName: site.name, noted: null });
  expect(silent.usual).toBeGreaterThanOrEqual(3);
  expect(await until('the site hears', async () => atSite?.last()?.silent)).toEqual([silent]);
  expect(elsewhere?.last()?.silent).toBeUndefined();
  for (let looks = 0; looks < 3; looks += 1) {
    exchange.clock.advance(aLook);
    await exchange.running.tick();
  }
  expect((await actsOf('site-silent')).map((one) => one.object)).toEqual([site.id]);

  const { siteId, since } = silent;
  const note = (by: ExchangeAccess, memberId: string) =>
    by.client.silence.note({
      commandId: randomUUID(),
      siteId,
      since,
      memberId: memberId as MemberId,
      reason: 'power',
    });
  expect(await codeOf(note(exchange.as(secrets.elsewhere), nurse.id))).toBe('silence-over');
  expect(await codeOf(note(clinic, 'p_nobody'))).toBe('member-not-found');
  await valueIn(note(clinic, nurse.id));
  await exchange.running.tick();
  const noted = await until('the note', async () => atCentre?.last()?.silent?.[0]?.noted);
  expect(noted).toMatchObject({ name: '李秀兰', reason: 'power' });

  await beginAt(clinic, exchange.clock.now());
  exchange.clock.advance(aLook);
  await until('the end of it', async () => {
    await exchange.running.tick();
    const duty = atCentre?.last();
    return duty !== undefined && duty.silent === undefined;
  });
  expect(await actsOf('site-sends-again')).toHaveLength(1);
  expect(await codeOf(note(clinic, nurse.id))).toBe('silence-over');
});

it('is not told again by an exchange that was started anew', async () => {
  await sendHistory(clinic, exchange.clock.now());
  exchange.clock.advance(aLook);
  await exchange.running.tick();
  const folder = exchange.folder;
  await exchange.running.stop();
  exchange = await startTestExchange({ dataFolder: folder });
  auditor = exchange.as((await exchange.add({ type: 'person', name: '审计员二', rights: 'auditor' })).secret);
  await exchange.running.tick();
  exchange.clock.advance(aLook);
  await exchange.running.tick();
  expect(await actsOf('site-silent')).toHaveLength(1);
});
