import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isOwnHost, isOwnOrigin } from '../../../main/api/check-origin.ts';
import { createOneTimeLinks, type OneTimeLinks } from '../../../main/api/one-time-links.ts';
import { openStationDatabase, type StationDatabase } from '../../../main/database/open-database.ts';

let folder: string;
let database: StationDatabase;
let links: OneTimeLinks;
let now = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-links-'));
  const opened = openStationDatabase(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  database = opened.value;
  now = 1_000_000;
  links = createOneTimeLinks({ database, monotonic: () => now, wall: () => now });
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

test('a link works once', () => {
  const token = links.make('陈静怡');
  expect(links.redeem(token)).toEqual({ signInAs: '陈静怡' });
  expect(links.redeem(token)).toBeNull();
  expect(links.redeem('made-up')).toBeNull();
});

test('a link works for five minutes', () => {
  const early = links.make(null);
  const late = links.make(null);
  now += 5 * 60_000 - 1;
  expect(links.redeem(early)).toEqual({ signInAs: null });
  now += 2;
  expect(links.redeem(late)).toBeNull();
});

test('a window that was let in stays let in over a restart, for a month', async () => {
  const value = await links.grant();
  const again = createOneTimeLinks({ database, monotonic: () => now, wall: () => now });
  expect(again.isGranted(value)).toBe(true);
  expect(again.isGranted(`${value}x`)).toBe(false);
  now += 31 * 24 * 3_600_000;
  expect(again.isGranted(value)).toBe(false);
});

const loopback = { host: '127.0.0.1', port: 8123, secure: false };

test.each([
  ['127.0.0.1:8123', true],
  ['localhost:8123', true],
  ['[::1]:8123', true],
  ['127.0.0.1:8124', false],
  ['127.0.0.1', false],
  ['evil.example:8123', false],
  ['127.0.0.1.evil.example:8123', false],
  ['192.168.1.5:8123', false],
  ['', false],
])('Host %s on loopback: %s', (host, own) => {
  expect(isOwnHost(host, loopback)).toBe(own);
});

test('behind a certificate any address may be named, but no foreign name', () => {
  const lan = { host: '0.0.0.0', port: 8443, secure: true };
  expect(isOwnHost('192.168.1.5:8443', lan)).toBe(true);
  expect(isOwnHost('evil.example:8443', lan)).toBe(false);
});

test('only the very page may write', () => {
  expect(isOwnOrigin('http://127.0.0.1:8123', '127.0.0.1:8123', loopback)).toBe(true);
  expect(isOwnOrigin('http://localhost:8123', '127.0.0.1:8123', loopback)).toBe(false);
  expect(isOwnOrigin('https://127.0.0.1:8123', '127.0.0.1:8123', loopback)).toBe(false);
  expect(isOwnOrigin('null', '127.0.0.1:8123', loopback)).toBe(false);
  expect(isOwnOrigin(null, '127.0.0.1:8123', loopback)).toBe(false);
});
