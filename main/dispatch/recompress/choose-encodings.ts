/**
 * Journey step 4: in which encoding each object of a deposit goes. Encoding runs ahead of sending; an object is held back
 * for it only while nothing else can be sent, and never longer than it gains.
 */
import type { EncodingChoice, ObjectRow } from '../deposit-rows.ts';
import { recompressible } from './recompressible.ts';
import type { RecompressionThread } from './recompression-thread.ts';
import type { UplinkMeter } from './uplink-measures.ts';
import { judgeRecompression, type RecompressSetting } from './when-it-pays.ts';

export interface ChooseEncodingsDeps {
  readonly setting: () => RecompressSetting;
  readonly thread: RecompressionThread;
  /** Where smaller objects wait. */
  readonly folder: string;
  readonly meter: UplinkMeter;
  readonly pathOf: (sha256: ObjectRow['sha256']) => string;
  /** Keeps a choice where none was made yet. */
  readonly keep: (
    depositId: string,
    choices: ReadonlyMap<ObjectRow['sha256'], EncodingChoice>,
  ) => Promise<void>;
  readonly monotonic: () => number;
}

export interface EncodingChooser {
  /** Decides at once what does not pay and starts what does; answers whether anything was decided. */
  readonly consider: (depositId: string, undecided: readonly ObjectRow[]) => Promise<boolean>;
  /** Until one more object of the deposit is decided. */
  readonly waitForOne: (depositId: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Objects handed to the thread ahead of sending. */
const ahead = 32;
/** A smaller object must be smaller by this much to be worth another encoding. */
const worthwhile = 0.9;

interface Pending {
  readonly sha256: ObjectRow['sha256'];
  readonly dueAt: number;
  readonly done: Promise<void>;
}

export function createEncodingChooser(deps: ChooseEncodingsDeps): EncodingChooser {
  const pending = new Map<string, Pending[]>();
  let stopped = false;

  async function encode(depositId: string, row: ObjectRow): Promise<void> {
    const made = await deps.thread.run({ path: deps.pathOf(row.sha256), folder: deps.folder });
    if (stopped) return;
    let choice: EncodingChoice = 'original';
    if (made.ok) {
      const { ms, ...smaller } = made.value;
      deps.meter.encoded(row.size, smaller.size, ms);
      if (smaller.size < row.size * worthwhile) choice = smaller;
    }
    await deps.keep(depositId, new Map([[row.sha256, choice]]));
  }

  function start(depositId: string, row: ObjectRow, waitMs: number): void {
    const done = encode(depositId, row).finally(() => {
      const left = (pending.get(depositId) ?? []).filter((one) => one.sha256 !== row.sha256);
      if (left.length === 0) pending.delete(depositId);
      else pending.set(depositId, left);
    });
    const one: Pending = { sha256: row.sha256, dueAt: deps.monotonic() + waitMs, done };
    pending.set(depositId, [...(pending.get(depositId) ?? []), one]);
  }

  return {
    consider: async (depositId, undecided) => {
      const asTheyAre = new Map<ObjectRow['sha256'], EncodingChoice>();
      const running = new Set((pending.get(depositId) ?? []).map((one) => one.sha256));
      for (const row of undecided) {
        if (running.has(row.sha256)) continue;
        const judged = judgeRecompression(deps.setting(), row.size, deps.meter.measures());
        const fits = row.pictureSyntax !== null && recompressible.has(row.pictureSyntax);
        if (!fits || !judged.pays) asTheyAre.set(row.sha256, 'original');
        else if (running.size < ahead) {
          running.add(row.sha256);
          start(depositId, row, judged.waitMs);
        }
      }
      if (asTheyAre.size > 0) await deps.keep(depositId, asTheyAre);
      return asTheyAre.size > 0;
    },
    waitForOne: async (depositId) => {
      const [oldest, ...others] = pending.get(depositId) ?? [];
      if (oldest === undefined) return;
      let timer: NodeJS.Timeout | undefined;
      const due = new Promise<'due'>((resolve) => {
        timer = setTimeout(() => resolve('due'), Math.max(0, oldest.dueAt - deps.monotonic()));
      });
      const first = await Promise.race([due, oldest.done, ...others.map((one) => one.done)]);
      clearTimeout(timer);
      // Held back for as long as it could gain: it goes as it came, and what the thread still makes is left.
      if (first === 'due' && !stopped) await deps.keep(depositId, new Map([[oldest.sha256, 'original']]));
    },
    stop: async () => {
      stopped = true;
      await deps.thread.stop();
      await Promise.allSettled([...pending.values()].flat().map((one) => one.done));
    },
  };
}
