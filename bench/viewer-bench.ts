/** What the two viewer benches share: a CT series, both pages on one static server, and medians of alternating runs. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { buildTrial } from '../test/renderer/viewers/image/rig/build-trial.ts';
import { serveTrial, type TrialServer } from '../test/renderer/viewers/image/rig/serve-trial.ts';
import { studyOfFiles } from '../test/renderer/viewers/image/rig/study-of-files.ts';
import { syntheticCt } from '../test/renderer/viewers/image/rig/synthetic-images.ts';
import { openBrowser } from '../test/rig/open-browser.ts';

export interface Bench {
  readonly browser: Browser;
  readonly server: TrialServer;
  readonly imageIds: readonly string[];
  readonly close: () => Promise<void>;
}

/** 1366×768, the township's screen; both pictures are as large as ours in it. */
export const windowSize = { width: 1366, height: 768 };
/** Our picture's place with the series strip and the toolbar around it. */
export const pictureBox = 'position:absolute;left:144px;top:41px;right:0;bottom:0';

/** Builds the pages and serves a CT series of `slices` slices of 512 × 512. */
export async function startBench(slices: number): Promise<Bench> {
  const folder = await buildTrial();
  const { study, objects } = studyOfFiles(syntheticCt({ slices }));
  const server = await serveTrial(folder, study, objects);
  const browser = await openBrowser({ composedBy: 'graphics' });
  return {
    browser,
    server,
    imageIds: (study.series[0]?.instances ?? []).map((one) => `wadouri:/objects/${one.sha256}`),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** A page of its own context, so that nothing is warm but what the case warms. */
export async function freshPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: windowSize });
  return context.newPage();
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Memory that processes of the browser hold, in MB: all of them, or those of some types (`renderer`, `GPU`). */
export async function residentMb(browser: Browser, types?: readonly string[]): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  let bytes = 0;
  for (const { id, type } of processInfo) {
    if (types !== undefined && !types.includes(type)) continue;
    const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'));
    bytes += Number(line?.[1] ?? 0) * 1024;
  }
  return bytes / 1e6;
}

/** Prints the bench's JSON line; answers whether the goal was met. `peer`: what ours is compared with. */
export function tell(
  bench: string,
  ours: number,
  theirs: number,
  goal: number,
  runs: number,
  ratio = ours / theirs,
  peer = 'bare',
): boolean {
  const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
  const pass = ratio <= goal;
  console.log(
    JSON.stringify({
      bench,
      unit: 'ms',
      ours: rounded(ours, 1),
      [peer]: rounded(theirs, 1),
      ratio: rounded(ratio, 3),
      goal,
      runs,
      pass,
    }),
  );
  return pass;
}
