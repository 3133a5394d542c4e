import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addCast,
  type Cast,
  codeOf,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';

describe('sign-in', () => {
  let exchange: TestExchange;
  let cast: Cast;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
  });
  afterAll(() => exchange.stop());
  const doctor = () => cast.doctors[0] ?? cast.nurse;

  it('hands a token that works through the station, is renewed, and ends', async () => {
    const { client } = cast.reader;
    const { name, secret, id } = doctor();
    const signedIn = await valueIn(client.members.signIn({ name, password: secret }));
    expect(signedIn.member).toMatchObject({ memberId: id, offices: [], licence: '1104200001' });
    expect(signedIn.region.caCertificate).toContain('BEGIN CERTIFICATE');
    const context = { person: signedIn.accessToken };
    expect((await valueIn(client.members.whoAmI(undefined, { context }))).member.memberId).toBe(id);
    exchange.clock.advance(14 * 60_000);
    const renewed = await valueIn(client.members.renew(undefined, { context }));
    exchange.clock.advance(2 * 60_000);
    expect(await codeOf(client.members.whoAmI(undefined, { context }))).toBe('token-expired');
    const fresh = { person: renewed.accessToken };
    expect(await codeOf(client.members.whoAmI(undefined, { context: fresh }))).toBe('ok');
    expect(await codeOf(cast.clinic.client.members.whoAmI(undefined, { context: fresh }))).toBe(
      'token-expired',
    );
    await valueIn(client.members.signOut(undefined, { context: fresh }));
    expect(await codeOf(client.members.whoAmI(undefined, { context: fresh }))).toBe('token-expired');
  });

  it('locks after five failures for fifteen minutes, also for the right password', async () => {
    const person = await exchange.add({ type: 'person', name: '被锁医师', rights: 'reader' });
    const { client } = cast.reader;
    const attempt = (password: string) => codeOf(client.members.signIn({ name: person.name, password }));
    for (let count = 1; count <= 4; count += 1) expect(await attempt('wrong')).toBe('wrong-password');
    expect(await attempt('wrong')).toBe('account-locked');
    expect(await attempt(person.secret)).toBe('account-locked');
    expect(await codeOf(exchange.as(person.secret).client.members.whoAmI())).toBe('account-locked');
    exchange.clock.advance(15 * 60_000);
    expect(await attempt(person.secret)).toBe('ok');
    expect(await attempt('wrong')).toBe('wrong-password');
  });

  it('answers unknown names, wrong secrets and no secret each in its own words', async () => {
    const { client } = cast.reader;
    expect(await codeOf(client.members.signIn({ name: '无此人', password: 'x' }))).toBe('wrong-password');
    expect(await codeOf(exchange.as('').client.members.whoAmI())).toBe('not-signed-in');
    expect(await codeOf(exchange.as('yzs_s-0000_x').client.members.whoAmI())).toBe('station-unknown');
    expect(await codeOf(exchange.as('yza_x').client.members.whoAmI())).toBe('token-expired');
  });

  it('changes a password at once, for secrets that were remembered too', async () => {
    const person = await exchange.add({ type: 'person', name: '换密医师', rights: 'reader' });
    const own = exchange.as(person.secret);
    expect(await codeOf(own.client.members.whoAmI())).toBe('ok');
    const next = '新的口令足够长-2026';
    expect(await codeOf(own.client.members.changePassword({ current: 'not it at all', next }))).toBe(
      'wrong-password',
    );
    await valueIn(own.client.members.changePassword({ current: person.secret, next }));
    expect(await codeOf(own.client.members.whoAmI())).toBe('wrong-password');
    const again = cast.reader.client.members.signIn({ name: person.name, password: next });
    expect(await codeOf(again)).toBe('ok');
  });

  it('shows a clinic its own people and the centre, a reader everybody', async () => {
    const other = await exchange.add({ type: 'site', name: '柳河镇卫生院' });
    await exchange.add({ type: 'person', name: '何建国', site: other.name, rights: 'clinic' });
    const names = async (access: typeof cast.clinic) =>
      (await valueIn(access.client.members.list())).map((member) => member.name);
    expect(await names(cast.reader)).toContain('何建国');
    expect(await names(cast.clinic)).not.toContain('何建国');
    expect(await names(cast.clinic)).toContain('李秀兰');
  });
});
