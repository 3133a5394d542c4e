/** kill -9 around commits: whatever was acknowledged is there afterwards, whole and indexed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { makeDataSet, makeFacts } from './rig/data-set.ts';
import { associate, readStatus, storeMessage } from './rig/raw-scu.ts';
import { filesBelow, openTestStation } from './rig/test-station.ts';

const script = fileURLToPath(new URL('./rig/station-process.ts', import.meta.url));

async function start(folder: string): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, address: line.toString().trim() };
}

/** Sends until the connection breaks; notes what was acknowledged. */
async function sendWithoutEnd(address: string, calling: string, ledger: Map<string, Buffer>): Promise<void> {
  try {
    const scu = await associate(address, { calling });
    for (let n = 0; ; n += 1) {
      const pixelBytes = n % 5 === 4 ? 1_500_000 : 30_000;
      const facts = makeFacts({ pixelBytes, studyInstanceUid: `1.2.3.${calling}`, fill: n });
      const dataSet = makeDataSet(facts);
      scu.write(storeMessage(facts, dataSet, { fragments: Math.ceil(dataSet.length / 16_000), perPdu: 3 }));
      if ((await readStatus(scu)) !== 0) return;
      ledger.set(facts.sopInstanceUid, createHash('sha256').update(dataSet).digest());
    }
  } catch {
    // The station was killed: that is what the test is about.
  }
}

test('six kills with three senders lose nothing that was acknowledged', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-kill-'));
  const ledger = new Map<string, Buffer>();
  for (let round = 0; round < 6; round += 1) {
    const { child, address } = await start(folder);
    const senders = ['1', '2', '3'].map((calling) => sendWithoutEnd(address, calling, ledger));
    await new Promise((resolve) => setTimeout(resolve, 120 + round * 37));
    child.kill('SIGKILL');
    await once(child, 'exit');
    await Promise.all(senders);
  }
  const station = await openTestStation({ folder });
  expect(station.database.sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
  const rows = await station.database.query.selectFrom('instance').selectAll().execute();
  const byUid = new Map(rows.map((row) => [row.sopInstanceUid, row]));
  expect(ledger.size).toBeGreaterThan(20);
  for (const [uid, digest] of ledger) {
    const row = byUid.get(uid);
    if (row === undefined) throw new Error(`${uid} was acknowledged and is lost`);
    const bytes = readFileSync(station.vault.pathOf(row.sha256));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(row.sha256);
    const dataSet = bytes.subarray(144 + bytes.readUInt32LE(140));
    expect(createHash('sha256').update(dataSet).digest().equals(digest)).toBe(true);
  }
  for (const row of rows) expect(readFileSync(station.vault.pathOf(row.sha256))).toHaveLength(row.size);
  expect(filesBelow(join(station.vault.folder, 'incoming'))).toEqual([]);
  await station.close();
  rmSync(folder, { recursive: true });
}, 60_000);
