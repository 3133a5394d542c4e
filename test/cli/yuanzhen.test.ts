/** The dispatcher: help, an unknown command, and an old Node. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const command = join(import.meta.dirname, '../../cli/yuanzhen.mjs');

function yuanzhen(args: readonly string[], env: Record<string, string> = {}) {
  return spawnSync(process.execPath, [command, ...args], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'en_US.UTF-8', ...env },
  });
}

describe('yuanzhen', () => {
  it('lists every command of the help and ends well', () => {
    const answer = yuanzhen(['--help']);
    expect(answer.status).toBe(0);
    expect(answer.stdout).toContain('inspect PATH');
    expect(answer.stdout).toContain('exchange --data DIR');
  });

  it('speaks Chinese unless the locale or --lang says otherwise', () => {
    expect(yuanzhen(['--help'], { LC_ALL: 'C' }).stdout).toContain('退出码');
    expect(yuanzhen(['--help', '--lang', 'en'], { LC_ALL: 'C' }).stdout).toContain('exit code');
  });

  it('refuses an unknown command with the list of the known ones', () => {
    const answer = yuanzhen(['upload']);
    expect(answer.status).toBe(2);
    expect(answer.stderr).toContain('upload');
    expect(answer.stderr).toContain('inspect');
  });

  const oldNode = '/usr/bin/node';
  const version = existsSync(oldNode)
    ? spawnSync(oldNode, ['-p', 'process.versions.node']).stdout.toString()
    : '24';
  describe.runIf(Number(version.split('.')[0]) < 24)('on an old Node', () => {
    it('runs itself again on the bundled Node 24', () => {
      const answer = spawnSync(oldNode, [command, 'upload'], { encoding: 'utf8' });
      expect(answer.status).toBe(2);
    });

    it('says so in one line when there is no bundled Node', () => {
      const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-cli-'));
      copyFileSync(command, join(folder, 'yuanzhen.mjs'));
      const answer = spawnSync(oldNode, [join(folder, 'yuanzhen.mjs'), 'inspect', 'x', '--json'], {
        encoding: 'utf8',
      });
      expect(answer.status).toBe(1);
      expect(JSON.parse(answer.stdout)).toMatchObject({ ok: false, failure: { code: 'old-node' } });
    });
  });
});
