/** The packed program keeps its page in: no Node, no way out, no permission, one instance, its policy on every file. */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PeerStation, startPeerStation } from '../rig/electron-peer-station.ts';
import { type LaunchedElectron, launchElectron } from '../rig/launch-electron.ts';

let station: PeerStation;
let shell: LaunchedElectron;

beforeAll(async () => {
  station = await startPeerStation();
  shell = await launchElectron({ station, signIn: true });
});

afterAll(async () => {
  await shell?.stop();
  await station?.stop();
});

describe('the page', () => {
  it('stands on the own scheme', () => {
    expect(shell.page.url()).toBe('yuanzhen://app/');
  });

  it('has no Node, no Electron, and only the named verbs', async () => {
    const found = await shell.page.evaluate(() => ({
      require: typeof Reflect.get(globalThis, 'require'),
      process: typeof Reflect.get(globalThis, 'process'),
      module: typeof Reflect.get(globalThis, 'module'),
      verbs: Object.keys(Reflect.get(globalThis, 'yuanzhenShell')).sort(),
    }));
    expect(found).toEqual({
      require: 'undefined',
      process: 'undefined',
      module: 'undefined',
      verbs: ['hasTownship', 'monitor', 'notify', 'openTownship', 'setBadge', 'version'],
    });
  });

  it('is served under the policy, with a nonce of its own each time', async () => {
    const read = () =>
      shell.page.evaluate(async () => {
        const answer = await fetch('/');
        return { policy: answer.headers.get('content-security-policy') ?? '', text: await answer.text() };
      });
    const [first, second] = [await read(), await read()];
    expect(first.policy).toContain("default-src 'none'");
    expect(first.policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(first.policy).not.toContain("script-src 'self' 'wasm-unsafe-eval' 'unsafe");
    const nonce = /'nonce-([^']+)'/.exec(first.policy)?.[1] ?? '';
    expect(nonce.length).toBeGreaterThan(15);
    expect(first.text).toContain(`nonce="${nonce}"`);
    expect(second.policy).not.toContain(nonce);
  });

  it('cannot run what it writes into itself', async () => {
    const ran = await shell.page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ranInline = true';
      document.head.append(script);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return Reflect.get(globalThis, 'ranInline') === true;
    });
    expect(ran).toBe(false);
  });

  it('is never shown a file outside the window folder', async () => {
    const statuses = await shell.page.evaluate(async () => {
      const paths = ['/..%2f..%2fapp.asar', '/%2e%2e/station/yuanzhen.mjs', '/assets/..%5c..%5cnode'];
      return Promise.all(paths.map(async (path) => (await fetch(path)).status));
    });
    expect(statuses).toEqual([404, 404, 404]);
  });

  it('cannot leave, open a window, or reach another origin', async () => {
    const opened = await shell.page.evaluate(() => window.open('https://example.org/') === null);
    expect(opened).toBe(true);
    await shell.page.evaluate(() => {
      window.location.href = 'https://example.org/';
    });
    await shell.page.evaluate(() => {
      window.location.href = 'yuanzhen://app.example.org/';
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(shell.page.url()).toBe('yuanzhen://app/');
    expect(shell.app.windows()).toHaveLength(1);
    const reached = await shell.page.evaluate(() =>
      fetch('https://example.org/').then(
        () => true,
        () => false,
      ),
    );
    expect(reached).toBe(false);
  });

  it('gets no permission', async () => {
    const states = await shell.page.evaluate(async () => {
      const names = ['camera', 'microphone', 'geolocation', 'notifications'] as const;
      const asked = names.map((name) => navigator.permissions.query({ name: name as PermissionName }));
      return (await Promise.all(asked)).map((each) => each.state);
    });
    expect(states).toEqual(['denied', 'denied', 'denied', 'denied']);
  });

  it('hears which monitor it lies on, and nothing more of it', async () => {
    const monitor = await shell.page.evaluate(() => Reflect.get(globalThis, 'yuanzhenShell').monitor());
    expect(Object.keys(monitor)).toEqual(['name']);
    expect(monitor.name).toMatch(/#\d+$/);
  });

  it('has malformed payloads refused', async () => {
    const refused = await shell.page.evaluate(() =>
      Reflect.get(globalThis, 'yuanzhenShell')
        .setBadge({ count: 'many' })
        .then(
          () => false,
          () => true,
        ),
    );
    expect(refused).toBe(true);
  });

  it('runs sandboxed and isolated, without developer tools', async () => {
    const opened = await shell.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      contents?.openDevTools();
      return contents?.isDevToolsOpened();
    });
    expect(opened).toBe(false);
  });
});

describe('the program', () => {
  it('runs once: a second start ends by itself', () => {
    const [command = '', ...args] = shell.commandLine;
    const second = spawnSync(command, args, { env: shell.env, timeout: 30_000 });
    expect(second.status).toBe(0);
    expect(shell.app.windows()).toHaveLength(1);
  });
});
