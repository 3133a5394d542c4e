/**
 * Soak `store-cuts`: senders whose line is cut inside a C-STORE, at any byte, by an end or a reset, after none to three objects
 * that were acknowledged. As many files are open afterwards as before, no part of an object is left, and what was acknowledged
 * lies in the vault, byte for byte, and in the index.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeDataSet, makeFacts } from '../test/main/intake/rig/data-set.ts';
import { associate, readStatus, storeMessage } from '../test/main/intake/rig/raw-scu.ts';
import { filesBelow, openTestStation, type TestStation } from '../test/main/intake/rig/test-station.ts';
import { type Draw, drawFrom, type SoakFinding, type SoakProgram, soakCases } from './soak-program.ts';

const settleMs = 10_000;

/**
 * Open files of this process, sockets and pipes among them, but for the empty ones the vault keeps ready for arrivals, whose number
 * rises and falls; null where the system does not tell (/proc is Linux's).
 */
function openFiles(station: TestStation): number | null {
  const incoming = join(station.vault.folder, 'incoming');
  const ready = readdirSync(incoming).filter(
    (name) => statSync(join(incoming, name), { throwIfNoEntry: false })?.size === 0,
  );
  try {
    return readdirSync('/proc/self/fd').length - ready.length;
  } catch {
    return null;
  }
}

export const soak: SoakProgram = {
  says: 'lines cut inside C-STORE: nothing acknowledged is lost, no file stays open, no part is left',
  run: async (limits) => {
    const station = await openTestStation();
    try {
      const { address } = await station.listen();
      const acknowledged = new Map<string, string>();
      // Whatever is opened once and kept (the log of the database, the first buffers) is opened before it is counted.
      for (let warm = 0; warm < 3; warm += 1) await sendAndCut(address, drawFrom(warm), acknowledged);
      await settled(station, null);
      const before = openFiles(station);
      const result = await soakCases(limits, async (draw) => {
        await sendAndCut(address, draw, acknowledged);
        return null;
      });
      const findings: SoakFinding[] = [...result.findings];
      const left = await settled(station, before);
      if (left !== null) findings.push({ seed: limits.seed, what: left });
      for (const what of lost(station, acknowledged)) findings.push({ seed: limits.seed, what });
      const { cases, rssGrowthMb } = result;
      const figures = {
        acknowledged: acknowledged.size,
        openBefore: before ?? -1,
        openAfter: openFiles(station) ?? -1,
        rssGrowthMb,
      };
      return { cases, findings, figures };
    } finally {
      await station.close();
    }
  },
};

/** Some objects whole, each acknowledged; then one that breaks off. */
async function sendAndCut(address: string, draw: Draw, acknowledged: Map<string, string>): Promise<void> {
  const scu = await associate(address);
  const whole = draw.below(4);
  const message = (id: number) => {
    const facts = makeFacts({ pixelBytes: 200 + draw.below(300_000), fill: draw.below(256) });
    const dataSet = makeDataSet(facts);
    // A PDU stays below what the listener allows, whatever stands in it.
    const fragments = Math.ceil(dataSet.length / (500 + draw.below(15_000)));
    const bytes = storeMessage(facts, dataSet, { messageId: id, fragments });
    return { facts, dataSet, bytes };
  };
  for (let id = 1; id <= whole; id += 1) {
    const { facts, dataSet, bytes } = message(id);
    scu.write(bytes);
    const status = await readStatus(scu);
    if (status !== 0) throw new Error(`status ${status.toString(16)}`);
    acknowledged.set(facts.sopInstanceUid, hashOf(dataSet));
  }
  const { bytes } = message(whole + 1);
  scu.write(bytes.subarray(0, 1 + draw.below(bytes.length - 1)));
  scu.socket.resume();
  if (draw.below(2) === 0) scu.socket.end();
  else scu.socket.resetAndDestroy();
  await scu.closed;
}

/** Waits until nothing is under way any more; answers what is left over after ten seconds. */
async function settled(station: TestStation, before: number | null): Promise<string | null> {
  const end = performance.now() + settleMs;
  for (;;) {
    const parts = filesBelow(join(station.vault.folder, 'incoming')).length;
    const now = openFiles(station);
    const grown = before === null || now === null ? 0 : now - before;
    if (parts === 0 && grown <= 0) return null;
    if (performance.now() > end) return `${parts} parts of objects are left, ${grown} more files are open`;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What was acknowledged and is not in the index, or not in the vault as it was sent; and what is there without having been acknowledged whole. */
function lost(station: TestStation, acknowledged: ReadonlyMap<string, string>): string[] {
  const rows = station.database.sqlite
    .prepare<[], { sopInstanceUid: string; sha256: string }>('SELECT sopInstanceUid, sha256 FROM instance')
    .all();
  const kept = new Map(rows.map((row) => [row.sopInstanceUid, row.sha256]));
  const found: string[] = [];
  for (const [uid, hash] of acknowledged) {
    const sha256 = kept.get(uid);
    if (sha256 === undefined) found.push(`${uid} was acknowledged and is not in the index`);
    else if (hashOf(dataSetOf(readFileSync(station.vault.pathOf(sha256 as never)))) !== hash)
      found.push(`${uid} was acknowledged and is not what was sent`);
  }
  // The last byte may just have gone through: then the object is there whole, though nobody heard the answer.
  return found;
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The data set of a Part 10 file whose meta has a group length. */
const dataSetOf = (file: Buffer): Buffer => file.subarray(144 + file.readUInt32LE(140));
