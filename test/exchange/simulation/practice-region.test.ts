import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startExchange } from '../../../exchange/exchange.ts';
import type { PracticeAccounts } from '../../../exchange/simulation/make-practice-region.ts';
import { codeOf, startTestExchange, valueIn } from '../../rig/exchange.ts';

const folders: string[] = [];
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'yuanzhen-practice-'));
  folders.push(made);
  return made;
};
afterEach(() => {
  for (const one of folders.splice(0)) rmSync(one, { recursive: true, force: true });
});
const listen = { host: '127.0.0.1', port: 0 };

describe('the practice region', () => {
  it('has an account for every role that can sign in, in a file only its owner reads', async () => {
    const dataFolder = folder();
    const exchange = await startTestExchange({ dataFolder, simulation: true });
    const path = join(dataFolder, 'practice-accounts.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const written = readFileSync(path, 'utf8');
    const { accounts, stations } = JSON.parse(written) as PracticeAccounts;
    const roles = accounts.map((account) => account.role);
    expect(roles.filter((role) => role === 'radiologist')).toHaveLength(2);
    expect(roles.filter((role) => role === 'clinic')).toHaveLength(3);
    expect(new Set(roles)).toEqual(
      new Set(['radiologist', 'cardiologist', 'trainee', 'reviewer', 'clinic', 'administrator', 'auditor']),
    );
    const station = exchange.as(stations.find((one) => one.role === 'reader')?.secret ?? '');
    for (const { name, password, pin, site } of accounts) {
      expect(pin).toMatch(/^\d{6}$/);
      const signedIn = await valueIn(station.client.members.signIn({ name, password }));
      expect(signedIn.member).toMatchObject({ siteName: site, simulation: true });
      expect(signedIn.region.simulation).toBe(true);
    }
    await exchange.stop();
    const again = await startTestExchange({ dataFolder, simulation: true });
    expect(readFileSync(path, 'utf8')).toBe(written);
    await again.stop();
    expect(await codeOf(startExchange({ dataFolder, listen }))).toBe('practice-folder');
  }, 120_000);

  it('is refused where the region is real', async () => {
    const dataFolder = folder();
    const exchange = await startTestExchange({ dataFolder });
    await exchange.add({ type: 'person', name: '真实医师', rights: 'reader' });
    await exchange.stop();
    expect(await codeOf(startExchange({ dataFolder, listen, simulation: true }))).toBe('practice-refused');
  });
});
