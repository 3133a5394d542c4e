import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningStation, type StationOptions, startStation } from '../../main/station.ts';
import { openWindow, unwrap } from '../rig/window-client.ts';
import { associateRequest, connectRaw } from './intake/rig/raw-scu.ts';

let folder: string;
let running: RunningStation[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-station-'));
  running = [];
  writeFileSync(
    join(folder, 'index.html'),
    '<html><head><meta property="csp-nonce" nonce="__YUANZHEN_NONCE__"></head></html>',
  );
});

afterEach(async () => {
  for (const station of running) await station.stop();
  rmSync(folder, { recursive: true });
});

/** Nothing listens on port 9 of loopback: the exchange is down. */
const first: Omit<StationOptions, 'dataFolder' | 'windowFolder'> = {
  role: 'clinic',
  exchange: 'http://127.0.0.1:9',
  name: '胡场镇卫生院',
  token: 'yzs_x',
  hosted: { host: '127.0.0.1', port: 0 },
};

const start = async (options: Partial<StationOptions> = {}) => {
  const started = await startStation({ dataFolder: join(folder, 'data'), windowFolder: folder, ...options });
  if (started.ok) running.push(started.value);
  return started;
};

async function mustStart(options: Partial<StationOptions> = {}): Promise<RunningStation> {
  const started = await start(options);
  if (!started.ok) throw new Error(started.failure.message);
  return started.value;
}

test('starts while the exchange is down, and needs only its data folder afterwards', async () => {
  const station = await mustStart({ ...first, dicom: { host: '127.0.0.1', port: 0 }, aet: 'HUCHANG' });
  expect(station.dicom).toMatch(/^127\.0\.0\.1:\d+$/);
  const window = await openWindow(station.hosted ?? '');
  expect(await unwrap(window.station.session.station())).toMatchObject({
    name: '胡场镇卫生院',
    role: 'clinic',
  });
  expect(await unwrap(window.station.session.current())).toBeNull();
  await station.stop();
  running = [];
  const again = await mustStart();
  const { settings } = await unwrap((await openWindow(again.hosted ?? '')).station.settings.get());
  expect(settings).toMatchObject({
    role: 'clinic',
    exchange: 'http://127.0.0.1:9',
    dicom: { aet: 'HUCHANG' },
  });
});

test('nobody may push until a device is allowed, which is remembered', async () => {
  const dicom = { host: '127.0.0.1', port: 0 };
  const answerTo = async (station: RunningStation): Promise<number[]> => {
    const scu = await connectRaw(station.dicom ?? '');
    scu.write(associateRequest());
    const answer = await scu.read();
    scu.socket.destroy();
    return [answer?.type ?? 0, ...(answer?.type === 3 ? answer.body.subarray(1) : [])];
  };
  const station = await mustStart({ ...first, dicom });
  expect(await answerTo(station)).toEqual([3, 1, 1, 3]);
  await station.stop();
  const allowing = await mustStart({ allow: [{ aet: 'RAWSCU', host: '127.0.0.1' }] });
  expect(await answerTo(allowing)).toEqual([2]);
  await allowing.stop();
  running = [];
  expect(await answerTo(await mustStart())).toEqual([2]);
});

test('refuses a second station on its folder, a taken port, plain http, and a listener without certificate', async () => {
  await mustStart(first);
  expect(await start(first)).toMatchObject({ ok: false, failure: { code: 'data-folder-in-use' } });
  const other = join(folder, 'other');
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as AddressInfo;
  const at = { host: '127.0.0.1', port };
  expect(await start({ ...first, dataFolder: other, hosted: at })).toMatchObject({
    failure: { code: 'port-in-use' },
  });
  expect(await start({ ...first, dataFolder: other, dicom: at })).toMatchObject({
    failure: { code: 'port-in-use' },
  });
  taken.close();
  expect(await start({ ...first, dataFolder: other, exchange: 'http://10.1.1.1:80' })).toMatchObject({
    failure: { code: 'plain-http-refused' },
  });
  expect(await start({ ...first, dataFolder: other, hosted: { host: '0.0.0.0', port: 0 } })).toMatchObject({
    failure: { code: 'listen-needs-certificate' },
  });
});

test('the one-time link opens one window; without it there is none', async () => {
  const station = await mustStart(first);
  const link = station.hosted ?? '';
  const { origin } = new URL(link);
  expect((await fetch(origin)).status).toBe(401);
  const entered = await fetch(link, { redirect: 'manual' });
  expect(entered.status).toBe(303);
  const cookie = entered.headers.getSetCookie()[0] ?? '';
  expect(cookie).toMatch(/^yuanzhen-[0-9a-f-]{36}=.*HttpOnly; SameSite=Strict/);
  expect((await fetch(link, { redirect: 'manual' })).status).toBe(403);
  const headers = { cookie: cookie.split(';')[0] ?? '' };
  const page = await fetch(origin, { headers });
  const nonce = /'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1];
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await page.text()).toContain(`nonce="${nonce}"`);
  expect((await fetch(`${origin}/data/station.sqlite`, { headers })).status).toBe(404);
  expect((await fetch(`${origin}/objects/${'a'.repeat(64)}`, { headers })).status).toBe(401);
});

test('a foreign host, a foreign page and a page without an origin write nothing', async () => {
  const station = await mustStart(first);
  const window = await openWindow(station.hosted ?? '');
  const { host, port } = new URL(window.origin);
  const call = (headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port, method: 'POST', path: '/rpc/session/current', headers },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        },
      );
      sent.once('error', reject);
      sent.end('{}');
    });
  const { cookie, origin } = window;
  expect(await call({ cookie, host, origin, 'content-type': 'application/json' })).toBe(200);
  expect(await call({ cookie, host: 'evil.example', origin: 'http://evil.example' })).toBe(421);
  expect(await call({ cookie, host, origin: 'http://evil.example' })).toBe(403);
  expect(await call({ cookie, host })).toBe(403);
  expect(await call({ host, origin })).toBe(401);
});

test('the pipe is for its owner and for who knows the secret', async () => {
  const path = join(folder, 'pipe', 'station.sock');
  await mustStart({ ...first, pipe: { path, secret: 'known-to-the-shell' } });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'pipe')).mode & 0o777).toBe(0o700);
  const ask = (method: string, at: string, headers: Record<string, string>) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const sent = request({ socketPath: path, method, path: at, headers }, (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      });
      sent.once('error', reject);
      sent.end(method === 'POST' ? '{}' : undefined);
    });
  const json = { 'content-type': 'application/json' };
  expect((await ask('POST', '/rpc/session/station', json)).status).toBe(403);
  expect((await ask('POST', '/rpc/session/station', { ...json, 'x-yuanzhen-secret': 'wrong' })).status).toBe(
    403,
  );
  const known = { ...json, 'x-yuanzhen-secret': 'known-to-the-shell', 'x-yuanzhen-window': '1' };
  const told = await ask('POST', '/rpc/session/station', known);
  expect(told.status).toBe(200);
  expect(told.text).toContain('胡场镇卫生院');
  const link = JSON.parse((await ask('POST', '/window-links', known)).text) as { path: string; url: string };
  expect(link.path).toMatch(/^\/\?token=/);
  expect(await unwrap((await openWindow(link.url)).station.session.current())).toBeNull();
});
