#!/usr/bin/env node
/**
 * The `yuanzhen` command. Plain JavaScript, so that any Node can read it: on a Node older than 24 it runs itself again
 * on the Node 24 that comes with the program (better-sqlite3 needs Node-API 10 and dies without a word on older ones).
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import v8 from 'node:v8';

const here = dirname(fileURLToPath(import.meta.url));
const binary = process.platform === 'win32' ? 'node.exe' : 'node';

if (Number(process.versions.node.split('.')[0]) >= 24) {
  // Each arrival waits in a thread for the disk, as does the index's log: with four of them (the default) they queue.
  process.env.UV_THREADPOOL_SIZE ??= '12';
  // The start would let the heap's young half grow to three times 16 MB, and a service keeps what it once took.
  v8.setFlagsFromString('--semi-space-growth-factor=1');
  // In a clone the sources lie beside this file; in the packed program one bundle does.
  const source = [join(here, 'yuanzhen.ts'), join(here, 'yuanzhen-cli.mjs')].find(existsSync);
  if (source.endsWith('.ts')) rememberCompiled();
  const { main } = await import(pathToFileURL(source).href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  runOnBundledNode();
}

/** A thousand sources: compiled code is kept beside the packages, so that the next start takes half the time. */
function rememberCompiled() {
  module.enableCompileCache(join(here, '..', 'node_modules', '.cache', 'yuanzhen'));
  // Written at the end too, but a station is not always let end.
  setTimeout(() => module.flushCompileCache(), 5000).unref();
}

function runOnBundledNode() {
  const bundled = [
    join(here, '..', 'node_modules', 'node', 'bin', binary),
    join(here, '..', 'node', binary),
  ].find(existsSync);
  if (bundled === undefined) {
    refuseOldNode();
    return;
  }
  const child = spawn(bundled, process.argv.slice(1), { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

/** The failure `old-node` of shared/failures/command.ts: its sources cannot be read by the Node that needs them. */
function refuseOldNode() {
  const found = `Node.js ${process.versions.node}`;
  const english = /^en/i.test(process.env.LC_ALL || process.env.LANG || '');
  const message = english
    ? `Node.js 24 (Node-API 10) is needed, this is ${found}`
    : `需要 Node.js 24(Node-API 10),当前为 ${found}`;
  const remedy = english
    ? 'Run npm start or npm ci to install the bundled Node 24.'
    : '请运行 npm start 或 npm ci 安装随附的 Node 24。';
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ ok: false, failure: { code: 'old-node', message, remedy } }));
  } else {
    console.error(`${message}. ${remedy}`);
  }
  process.exitCode = 1;
}
