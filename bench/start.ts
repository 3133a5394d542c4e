/** Bench `start`: from starting the station's process, and then a browser, to a worklist that can be used. */
import { chromium } from 'playwright-core';
import { generateExam } from '../practice/generate-exam.ts';
import { placeOrder, pushWithDcmtk, startRegion, taskInState } from '../test/rig/region.ts';
import { summary } from './figures/summary.ts';

const rounds = 7;

const region = await startRegion();
for (let count = 0; count < 20; count++) {
  const exam = generateExam({ seed: `start-${count}`, kind: 'ecg', now: new Date() });
  await placeOrder(region, exam);
  await pushWithDcmtk(region, exam);
  await taskInState(region.reader, exam, 'waiting');
}

const station: number[] = [];
const window: number[] = [];
const total: number[] = [];
for (let round = 0; round < rounds; round++) {
  await region.reader.program.stop();
  const begun = performance.now();
  await region.reader.start();
  const ready = performance.now();
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const page = await (await browser.newContext()).newPage();
  const opened = performance.now();
  const cookie = region.reader.window.cookie.split('=');
  await page
    .context()
    .addCookies([{ name: cookie[0] ?? '', value: cookie[1] ?? '', url: region.reader.window.origin }]);
  await page.goto(region.reader.window.origin);
  await page.waitForSelector('[data-task] [data-act="claim"]');
  const usable = performance.now();
  station.push(ready - begun);
  window.push(usable - opened);
  total.push(ready - begun + usable - opened);
  await browser.close();
}
await region.stop();
console.log(
  JSON.stringify({
    bench: 'start',
    rounds,
    unit: 'ms',
    station: summary(station),
    window: summary(window),
    total: summary(total),
  }),
);
process.exit(0);
