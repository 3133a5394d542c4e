/** `yuanzhen review` and `yuanzhen escalation` as an administrator runs them: nothing set, set, shown, refused in words. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../rig/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-policies-'));
const data = join(folder, 'data');
const rules = join(folder, 'rules.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(async () => {
  const site = ['member', 'add', '--data', data, '--type', 'site', '--name', '青石镇卫生院', '--json'];
  expect((await runCommand(site)).code).toBe(0);
}, 60_000);

const shown = (command: string) => runCommand([command, '--data', data, '--json']);
const set = (command: string, given: unknown) => {
  writeFileSync(rules, typeof given === 'string' ? given : JSON.stringify(given));
  return runCommand([command, '--data', data, '--rules', rules, '--json']);
};

describe.each([
  {
    command: 'review',
    rule: { kind: 'imaging', site: '青石镇卫生院', from: 18, to: 8 },
    wrong: { kind: 'imaging', site: '*', from: 25, to: 8 },
  },
  {
    command: 'escalation',
    rule: { kind: 'ecg', site: '青石镇卫生院', leader: { name: '李组长', phone: '0728-3310002' } },
    wrong: { kind: 'ecg', site: '*', leader: { name: '', phone: '' } },
  },
])('yuanzhen $command', ({ command, rule, wrong }) => {
  it('shows that nothing is set, keeps rules for a site by its id, and shows them', async () => {
    expect(await shown(command)).toMatchObject({ code: 0, lines: [{ ok: true, policy: { rules: [] } }] });
    const { code, lines } = await set(command, { rules: [rule] });
    const { site: _site, ...kept } = rule;
    expect([code, lines]).toMatchObject([0, [{ ok: true, policy: { rules: [kept] } }]]);
    expect((await shown(command)).lines).toEqual(lines);
  }, 60_000);

  it('refuses rules that are none, and leaves what stood', async () => {
    const before = (await shown(command)).lines;
    for (const [given, code] of [
      [{ rules: [wrong] }, 'invalid-input'],
      [{ rules: [{ ...rule, site: '无名' }] }, 'site-unknown'],
      ['{"rules": [', 'file-unreadable'],
    ] as const) {
      expect(await set(command, given)).toMatchObject({ code: 1, lines: [{ ok: false, failure: { code } }] });
    }
    expect((await shown(command)).lines).toEqual(before);
  }, 60_000);
});

it('yuanzhen roster shows that nothing is set, keeps a roster, and refuses hours that are none', async () => {
  expect(await shown('roster')).toMatchObject({
    code: 0,
    lines: [{ ok: true, policy: { roster: [], threshold: null, assigns: false } }],
  });
  const roster = [{ name: '李明', from: 18, to: 8, skills: [{ kind: 'ecg' }] }];
  const { code, lines } = await set('roster', { roster, threshold: 20 });
  expect([code, lines]).toMatchObject([
    0,
    [{ ok: true, policy: { roster: [{ name: '李明', group: 1 }], threshold: 20, assigns: false } }],
  ]);
  const wrong = await set('roster', { roster: [{ name: '李明', from: 25 }] });
  expect(wrong).toMatchObject({ code: 1, lines: [{ ok: false, failure: { code: 'invalid-input' } }] });
  expect((await shown('roster')).lines).toEqual(lines);
}, 60_000);
