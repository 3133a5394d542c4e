/** The journey of test/renderer/journey.ui.test.ts once more, in the packed program: reading window, township window beside it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type LaunchedElectron, launchElectron } from '../rig/launch-electron.ts';
import { examFor } from '../rig/line.ts';
import { placeOrder, pushWithDcmtk, type Region, startRegion, taskInState } from '../rig/region.ts';
import { until } from '../rig/window-client.ts';
import { readAndSignByHand, receiveByHand, signInByHand } from '../rig/window-journey.ts';

let region: Region;
let shell: LaunchedElectron;
let township: Page;

beforeAll(async () => {
  region = await startRegion();
  shell = await launchElectron({ station: region.reader.place, township: region.clinic.place });
  await signInByHand(shell.page, region.doctor.name, region.doctor.secret);
  await shell.page.keyboard.press('F9');
  await until('the township window', async () => shell.app.windows().length === 2);
  const beside = shell.app.windows().find((page) => page !== shell.page);
  if (!beside) throw new Error('no township window');
  township = beside;
  await signInByHand(township, region.nurse.name, region.nurse.secret);
}, 240_000);
afterAll(async () => {
  await shell?.stop();
  await region?.stop();
});

describe('the journey in the packed program', () => {
  for (const kind of ['ct', 'ecg'] as const)
    it(`carries a ${kind} from the worklist to the receipt`, async () => {
      const exam = examFor(`electron-${kind}`, kind);
      await placeOrder(region, exam);
      await pushWithDcmtk(region, exam);
      await taskInState(region.reader, exam, 'waiting');
      await readAndSignByHand(shell.page, exam, `electron-${kind}`);
      await receiveByHand(township, exam, `electron-${kind}`);
      await taskInState(region.reader, exam, 'received');
      await township.keyboard.press('Escape');
    }, 240_000);
});
