/** The way from page to station in the packed program: streams, bodies, cookies and the secret the page never sees. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PeerStation, startPeerStation } from '../rig/electron-peer-station.ts';
import { type LaunchedElectron, launchElectron } from '../rig/launch-electron.ts';

let station: PeerStation;
let township: PeerStation;
let shell: LaunchedElectron;

beforeAll(async () => {
  station = await startPeerStation();
  township = await startPeerStation();
  shell = await launchElectron({ station, township, startPath: '/?token=given' });
});

afterAll(async () => {
  await shell?.stop();
  await station?.stop();
  await township?.stop();
});

describe('the station door', () => {
  it('opens the one-time link before the page, and keeps its cookie out of the page', async () => {
    expect(station.asked[0]?.path).toBe('/?token=given');
    const echoed = await shell.page.evaluate(async () => {
      const answer = await fetch('/rpc/echo', { method: 'POST', body: 'wie geht es' });
      return { text: await answer.text(), cookie: document.cookie, set: answer.headers.get('set-cookie') };
    });
    expect(echoed).toEqual({ text: 'wie geht es', cookie: '', set: null });
    const asked = station.asked.find((each) => each.path === '/rpc/echo');
    expect(asked?.headers.cookie).toContain('entered=yes');
    expect(asked?.headers['x-yuanzhen-window']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('carries large bodies both ways', async () => {
    const size = await shell.page.evaluate(async () => {
      const answer = await fetch('/rpc/echo', { method: 'POST', body: new Uint8Array(5 * 1024 * 1024) });
      return (await answer.arrayBuffer()).byteLength;
    });
    expect(size).toBe(5 * 1024 * 1024);
    const object = await shell.page.evaluate(async () => {
      const bytes = new Uint8Array(await (await fetch('/objects/abc')).arrayBuffer());
      return { size: bytes.length, last: bytes.at(-1) };
    });
    expect(object).toEqual({ size: 1024 * 1024, last: 7 });
  });

  it('streams events and ends the request when the page does', async () => {
    const first = await shell.page.evaluate(async () => {
      const stopping = new AbortController();
      const answer = await fetch('/rpc/events/subscribe', { signal: stopping.signal });
      const reader = answer.body?.getReader();
      const part = await reader?.read();
      stopping.abort();
      return new TextDecoder().decode(part?.value);
    });
    expect(first).toContain('tick');
    await expect.poll(() => station.openStreams(), { timeout: 10_000 }).toBe(0);
  });

  it('opens the township beside it, on its own station', async () => {
    const before = township.asked.length;
    await shell.page.evaluate(() => Reflect.get(globalThis, 'yuanzhenShell').openTownship());
    await expect.poll(() => shell.app.windows().length).toBe(2);
    const second = shell.app.windows().find((each) => each !== shell.page);
    await second?.evaluate(() =>
      fetch('/rpc/echo', { method: 'POST', body: 'x' }).then((each) => each.text()),
    );
    expect(township.asked.length).toBeGreaterThan(before);
  });

  it('says 503 when the station is gone', async () => {
    await station.stop();
    const status = await shell.page.evaluate(
      async () => (await fetch('/rpc/echo', { method: 'POST' })).status,
    );
    expect(status).toBe(503);
  });
});
