/**
 * `npm start` after set-up: a practice region on this machine, and its window: in Electron, or, where that cannot be, in a browser
 * behind a one-time link. Ctrl-C ends it; the next start goes on where it stopped.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openShell } from './practice/open-shell.ts';
import { type PracticeRegion, startPracticeRegion } from './practice/practice-region.ts';
import { readStartOptions } from './practice/read-start-options.ts';
import { watchLauncher } from './practice/watch-launcher.ts';
import { windowIsBuilt } from './practice/window-is-built.ts';
import { windowLink } from './practice/window-link.ts';
import { words } from './words.ts';

const say = (line: string) => console.log(line);
const began = performance.now();
const options = optionsOrUsage();
const ending = stopSignal();
const told = new Promise<void>((resolve) => {
  ending.addEventListener('abort', () => resolve(), { once: true });
});

try {
  await buildTheWindow();
  const region = await startPracticeRegion(options.data, say, ending);
  try {
    await runRegion(region);
  } finally {
    await region.stop();
  }
  process.exit(0);
} catch (error) {
  if (!ending.aborted) console.error(error instanceof Error ? error.message : String(error));
  process.exit(ending.aborted ? 0 : 1);
}

/** From the window's opening to the wish to stop. */
async function runRegion(region: PracticeRegion): Promise<void> {
  const opening = options.hostedOnly
    ? Promise.resolve({ opened: false, reason: '--hosted-only' } as const)
    : openShell(region, options.data, say);
  // Without its simulated day the region is quiet, but it works.
  const day = region.startDay().catch((error: unknown) => {
    if (!ending.aborted) say(error instanceof Error ? error.message : String(error));
  });
  const [window] = await Promise.all([opening, day]);
  if (!ending.aborted) {
    const shell = window.opened ? `Electron ${window.version}` : null;
    await summarise(region, shell, window.opened ? '' : window.reason);
  }
  await Promise.race([told, ...(window.opened ? [window.closed] : [])]);
  say(words('正在停止…', 'stopping …'));
  if (!window.opened) return;
  window.stop();
  await window.closed;
}

function optionsOrUsage(): ReturnType<typeof readStartOptions> {
  try {
    return readStartOptions(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    console.error('npm start -- [--data DIR] [--hosted-only] [--watch] [--json]');
    process.exit(2);
  }
}

async function buildTheWindow(): Promise<void> {
  if (options.watch) {
    const args = ['build', '--watch', '-c', join('renderer', 'vite.config.ts')];
    const builder = spawn('vite', args, { stdio: 'ignore', shell: process.platform === 'win32' });
    void told.then(() => builder.kill());
  }
  if (windowIsBuilt()) return;
  say(words('正在构建窗口…', 'building the window …'));
  // In a process of its own: vite takes a gigabyte that a running region need not keep.
  const builder = spawn(process.execPath, [join(import.meta.dirname, 'build.ts'), 'window'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(builder, 'exit');
  if (code !== 0) throw new Error(words('窗口构建失败', 'the window could not be built'));
}

async function summarise(region: PracticeRegion, shell: string | null, reason: string): Promise<void> {
  const reader = await windowLink(region.reader.pipe, region.reader.secret);
  const clinic = await windowLink(region.clinic.pipe, region.clinic.secret);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (shell === null) say(words(`改用浏览器打开:${reason}`, `in a browser, because: ${reason}`));
  say(words(`远诊演示地区已就绪(${seconds} 秒)`, `Yuanzhen practice region is up (${seconds} s)`));
  const rows: Array<[string, string]> = [
    [words('诊断窗口', 'reading'), shell ?? reader.url ?? region.hosted.reader],
    [words('乡镇窗口', 'township'), clinic.url ?? region.hosted.clinic],
    ['DICOM', `${region.aet} @ ${region.dicom}`],
    [words('监视目录', 'watched'), region.watchFolder],
    [words('数据目录', 'data'), options.data],
  ];
  for (const [name, value] of rows) say(`  ${name.padEnd(words('', '     ').length + 5)} ${value}`);
  say(
    words(
      '  链接五分钟内有效,只能用一次。按 Ctrl-C 停止,再次启动会接着上次继续。',
      '  A link works once, within five minutes. Ctrl-C stops; the next start goes on from there.',
    ),
  );
  if (!options.json) return;
  const { dicom, exchange, hosted, watchFolder } = region;
  const pipes = {
    reader: { pipe: region.reader.pipe, secretFile: region.reader.secretFile },
    clinic: { pipe: region.clinic.pipe, secretFile: region.clinic.secretFile },
  };
  const addresses = { dicom, exchange, hosted, watchFolder, pipes };
  const links = { reader: reader.url, clinic: clinic.url };
  const line = { ready: true, program: 'practice-region', window: shell, ...addresses, links };
  console.log(JSON.stringify({ ...line, pids: region.pids() }));
}

/** Aborted at the first wish to stop: a signal, or npm gone from above us. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  watchLauncher(() => stopping.abort());
  return stopping.signal;
}
