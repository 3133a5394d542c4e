/** The policies of the region, read and changed by its administrator on a real exchange; nobody overwrites what another has changed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicySetting } from '#shared/contract/exchange/policies.ts';
import { escalationRuleSchema } from '#shared/study/escalation.ts';
import {
  addCast,
  type Cast,
  codeOf,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';

describe('the policies of the region', () => {
  let exchange: TestExchange;
  let cast: Cast;
  let boss: ReturnType<TestExchange['as']>;
  let other: ReturnType<TestExchange['as']>;
  let auditor: ReturnType<TestExchange['as']>;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
    const add = async (name: string, rights: string, site = '') =>
      exchange.as((await exchange.add({ type: 'person', name, rights, site })).secret);
    boss = await add('王主任', 'administrator');
    other = await add('钱主任', 'administrator');
    auditor = await add('审计员', 'auditor');
  }, 180_000);
  afterAll(() => exchange.stop());

  const read = () => valueIn(boss.client.policies.read());
  const set = (setting: PolicySetting) => boss.client.policies.set(setting);
  const night = { kind: 'imaging', site: '青石镇卫生院', from: 18, to: 8 } as const;

  it('are the region administrator’s alone', async () => {
    const local = await exchange.add({
      type: 'person',
      name: '院管理员',
      rights: 'administrator',
      site: '青石镇卫生院',
    });
    const setting: PolicySetting = { policy: 'review', document: { rules: [] }, basedOn: 0 };
    const strangers = [exchange.as(local.secret), exchange.as(cast.doctors[0]?.secret ?? ''), auditor];
    for (const { client } of strangers) {
      expect(await codeOf(client.policies.read())).toBe('right-missing');
      expect(await codeOf(client.policies.set(setting))).toBe('right-missing');
    }
    expect(await codeOf(cast.reader.client.policies.read())).toBe('not-signed-in');
  });

  it('keep sites by id, name who changed what, and stand in the audit', async () => {
    await valueIn(set({ policy: 'review', document: { rules: [night] }, basedOn: 0 }));
    const standing = await read();
    expect(standing.review.rules).toEqual([{ ...night, site: cast.site.id }]);
    expect(standing.sites).toEqual([{ siteId: cast.site.id, name: '青石镇卫生院' }]);
    expect(standing.readers).toEqual(['赵文博', '陈静怡'].sort((a, b) => (a < b ? -1 : 1)));
    expect(standing.changes).toMatchObject([{ policy: 'review', memberName: '王主任', before: '' }]);
    const { rows } = await valueIn(auditor.client.audit.search({ act: 'review-policy-set' }));
    expect(rows).toMatchObject([{ memberName: '王主任', detail: `imaging ${cast.site.id} 18-8` }]);
  });

  it('refuse by name: a site there is not, rungs that fall, a change of what another has changed', async () => {
    const basedOn = (await read()).newest.review;
    const elsewhere = { ...night, site: '无此卫生院' };
    const refused = await set({ policy: 'review', document: { rules: [elsewhere] }, basedOn });
    expect(refused).toMatchObject({ failure: { code: 'site-unknown', params: { site: '无此卫生院' } } });
    const falling = escalationRuleSchema.parse({
      percent: { sound: 50, room: 40, leader: 100, phones: 150 },
    });
    const ladder: PolicySetting = { policy: 'escalation', document: { rules: [falling] }, basedOn: 0 };
    expect(await codeOf(set(ladder))).toBe('escalation-order');
    const roster = [
      {
        name: '陈静怡',
        from: 8,
        to: 18,
        group: 1,
        skills: [{ kind: '*', modality: 'CT', bodyPart: '*', site: '无此卫生院' }],
      },
    ] as const;
    const assignment = {
      roster: [...roster].map((one) => ({ ...one, skills: [...one.skills] })),
      weights: [],
      threshold: null,
      assigns: false,
    };
    expect(await codeOf(set({ policy: 'assignment', document: assignment, basedOn: 0 }))).toBe(
      'site-unknown',
    );

    const theirs: PolicySetting = { policy: 'review', document: { rules: [] }, basedOn };
    await valueIn(other.client.policies.set(theirs));
    const late = await set({ policy: 'review', document: { rules: [night, night] }, basedOn });
    expect(late).toMatchObject({ failure: { code: 'policy-changed', params: { member: '钱主任' } } });
    const now = await read();
    expect(now.review.rules).toEqual([]);
    expect(now.changes.map((one) => one.memberName)).toEqual(['钱主任', '王主任']);
    expect(now.changes[0]?.before).toBe(now.changes[1]?.document);
    await valueIn(set({ policy: 'review', document: { rules: [night] }, basedOn: now.newest.review }));
  });

  it('count retention among their changes', async () => {
    const policy = { rules: [], nightly: false };
    await valueIn(boss.client.archive.retention.setPolicy({ policy }));
    expect((await read()).changes[0]).toMatchObject({ policy: 'retention', memberName: '王主任' });
  });
});
