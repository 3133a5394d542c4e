/**
 * Set-up before everything else: brings the npm packages and the system packages that are missing, then gets out of
 * the way. Plain JavaScript for any Node from 18 on: it is the only script that runs on the system's Node.
 * Quiet when there is nothing to do. `--tests` also brings what the tests drive (Chromium, DCMTK, dicom3tools, Orthanc, poppler, strace).
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, 'node_modules', '.yuanzhen-lock-sha256');
const windowPackages = [
  'xvfb',
  'xauth',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'fonts-noto-cjk',
];
const testPackages = ['chromium', 'dcmtk', 'dicom3tools', 'orthanc', 'poppler-utils', 'strace'];
const english = /^en/i.test(process.env.LC_ALL || process.env.LANG || '');

const say = (zh, en) => console.error(`[yuanzhen] ${english ? en : zh}`);

bringNpmPackages();
bringSystemPackages(process.argv.includes('--tests') ? [...windowPackages, ...testPackages] : windowPackages);

function bringNpmPackages() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const wanted = createHash('sha256').update(lock).digest('hex');
  if (readStamp() === wanted && nodeIsThere()) return;
  if (installedAsLocked(lock) && nodeIsThere()) {
    writeFileSync(stampFile, wanted);
    return;
  }
  say('正在安装 npm 软件包(首次约 30 秒)…', 'installing the npm packages (about 30 s the first time) …');
  if (!npmCi()) {
    say('npm ci 失败,请查看上面的输出', 'npm ci failed, see its output above');
    process.exit(1);
  }
  if (!nodeIsThere()) {
    say(
      'npm 没有装好随附的 Node 24,请运行 npm rebuild node',
      'npm left out the Node 24: run npm rebuild node',
    );
    process.exit(1);
  }
  writeFileSync(stampFile, wanted);
}

/** npm before 11.10 knows no allowScripts: it would run every install script, so it runs none but the one of `node`. */
function npmCi() {
  const version = run('npm', ['--version'], 'pipe').stdout.trim().split('.').map(Number);
  const knowsAllowScripts = version[0] > 11 || (version[0] === 11 && version[1] >= 10);
  if (knowsAllowScripts) return run('npm', ['ci'], 'inherit').status === 0;
  return (
    run('npm', ['ci', '--ignore-scripts'], 'inherit').status === 0 &&
    run('npm', ['rebuild', 'node'], 'inherit').status === 0
  );
}

function readStamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8').trim() : '';
}

function nodeIsThere() {
  return existsSync(
    join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
  );
}

/** Packages put there by hand (`npm ci`, `npm install`) count when every one of them is the locked version. */
function installedAsLocked(lock) {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const installed = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(JSON.parse(lock).packages).every(
    ([path, entry]) => path === '' || entry.optional === true || installed[path]?.version === entry.version,
  );
}

function bringSystemPackages(packages) {
  if (process.platform !== 'linux' || !isDebian()) return;
  const missing = packages.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    say('缺少系统软件包,请运行:', 'system packages are missing, run:');
    console.error(`  sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`);
    return;
  }
  say(`正在安装系统软件包:${missing.join(' ')}`, `installing system packages: ${missing.join(' ')}`);
  apt(['update', '-qq']);
  // Ubuntu 24.04 renamed some libraries with the suffix t64; a name it does not know must not sink the others.
  const names = missing.map((name) => [name, `${name}t64`].find(hasCandidate)).filter(Boolean);
  if (!apt(['install', '-y', '-qq', '--no-install-recommends', ...names])) {
    say('apt-get 失败,继续;请稍后运行:', 'apt-get failed, going on; later run:');
    console.error(`  apt-get install -y --no-install-recommends ${missing.join(' ')}`);
  }
}

function isDebian() {
  if (!existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function isInstalled(name) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholder
  const answer = run('dpkg-query', ['-W', '-f=${Status}\n', name, `${name}t64`], 'pipe');
  return /install ok installed/.test(answer.stdout ?? '');
}

function hasCandidate(name) {
  const answer = run('apt-cache', ['policy', name], 'pipe').stdout ?? '';
  return /Candidate: (?!\(none\))\S/.test(answer);
}

function apt(args) {
  const answer = run('apt-get', args, 'pipe', { DEBIAN_FRONTEND: 'noninteractive' });
  if (answer.status !== 0) console.error(answer.stderr);
  return answer.status === 0;
}

function run(command, args, stdio, extraEnv = {}) {
  return spawnSync(command, args, {
    cwd: root,
    stdio: stdio === 'inherit' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
    env: { ...process.env, LC_ALL: 'C', ...extraEnv },
  });
}
