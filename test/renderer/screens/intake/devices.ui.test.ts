/** Devices, DICOMweb and forwarding at the township's station, in a browser: who may decide, and what a device then can do. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asciiValue } from '#shared/formats/dicom/element-values.ts';
import { openDicom } from '#shared/formats/dicom/read-part10.ts';
import { makeFacts, makeFile } from '../../../main/intake/rig/data-set.ts';
import { freePort, type StoreScp, startStoreScp } from '../../../main/intake/rig/storescp.ts';
import { examFor } from '../../../rig/line.ts';
import { command } from '../../../rig/program.ts';
import { type Person, placeOrder, type Region, startRegion } from '../../../rig/region.ts';
import { until, unwrap } from '../../../rig/window-client.ts';
import { screenshotAt, signInByHand } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

const run = promisify(execFile);
let region: Region;
let administrator: Person;
let pages: WindowPages;
let scp: StoreScp;
let page: Page;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-devices-'));
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
  administrator = await region.addPerson('王管理', 'administrator', region.siteName);
  scp = await startStoreScp(['+xa', '+B']);
}, 240_000);
afterAll(async () => {
  await pages?.close();
  await scp?.stop();
  await region?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function openDevices(person: Person): Promise<void> {
  await page?.context().close();
  await region.clinic.window.station.session.signOut();
  page = await pages.open(region.clinic);
  await signInByHand(page, person.name, person.secret);
  await page.locator('[data-nav="intake"]').click();
  await page.locator('[data-devices]').click();
}

const dicomPlace = (): [string, string] => {
  const [host = '', port = ''] = String(region.clinic.program.ready.dicom).split(':');
  return [host, port];
};

it('a refused device is seen by everybody and allowed by an administrator alone; then it may push and ask', async () => {
  const [host, port] = dicomPlace();
  await expect(run('echoscu', ['-aet', 'NEWCT', '-aec', 'YUANZHEN', host, port])).rejects.toThrow();
  await openDevices(region.nurse);
  await page.locator('[data-rejected="NEWCT"]').waitFor();
  await page.locator('[data-ask-administrator]').waitFor();
  expect(await page.locator('[data-allow]').count()).toBe(0);
  await screenshotAt(page, 'devices-nurse');
  const refused = await region.clinic.window.station.intake.allowDevice({ callingAet: 'NEWCT', address: '' });
  expect(refused.ok ? '' : refused.failure.code).toBe('right-missing');

  await openDevices(administrator);
  await page.locator('[data-allow="NEWCT"]').click();
  await page.locator('[data-device="NEWCT"]').waitFor();
  await page.locator('[data-rejected="NEWCT"]').waitFor({ state: 'detached' });
  await run('echoscu', ['-aet', 'NEWCT', '-aec', 'YUANZHEN', host, port]);
  await screenshotAt(page, 'devices-administrator');
}, 240_000);

it('an order placed at the township is on the worklist of its scanner, and gone when its study is here', async () => {
  const [host, port] = dicomPlace();
  const exam = examFor('worklist', 'dr');
  await placeOrder(region, exam);
  const ask = async (): Promise<string[]> => {
    const out = mkdtempSync(join(folder, 'find-'));
    await run('findscu', [
      '-W',
      '-X',
      '-od',
      out,
      '-aet',
      'NEWCT',
      '-aec',
      'YUANZHEN',
      host,
      port,
      '-k',
      'AccessionNumber',
      '-k',
      'PatientName',
    ]);
    return readdirSync(out).map((name) => {
      const opened = openDicom(readFileSync(join(out, name)));
      return opened.ok ? asciiValue(opened.value.walk.dataSet, 0x00080050) : '';
    });
  };
  expect(await ask()).toContain(exam.order.accessionNumber);
  for (const object of exam.objects) writeFileSync(join(folder, object.name), object.bytes);
  await run('storescu', [
    '-aec',
    'YUANZHEN',
    '-aet',
    'NEWCT',
    host,
    port,
    ...exam.objects.map((object) => join(folder, object.name)),
  ]);
  await until('the study taken off the worklist', async () =>
    (await ask()).includes(exam.order.accessionNumber) ? undefined : true,
  );
}, 240_000);

it('a token made here stores over DICOMweb', async () => {
  await page.locator('form:has([data-make-token]) input').fill('DR 网页');
  await page.locator('[data-make-token]').click();
  const token = await page.locator('[data-token]').innerText();
  await screenshotAt(page, 'devices-token');
  const boundary = 'part';
  const send = (authorization: string) =>
    fetch(`${region.clinic.window.origin}/dicom-web/studies`, {
      method: 'POST',
      headers: {
        authorization,
        'content-type': `multipart/related; type="application/dicom"; boundary=${boundary}`,
      },
      body: Buffer.concat([
        Buffer.from(`--${boundary}\r\n\r\n`),
        makeFile(makeFacts({ studyInstanceUid: '1.2.77' })),
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ]),
    });
  expect((await send('Bearer nothing-of-the-kind')).status).toBe(401);
  expect((await send(`Bearer ${token}`)).status).toBe(200);
  const found = await until('the study from DICOMweb', async () =>
    (await unwrap(region.clinic.window.station.intake.arrivals())).find(
      (one) => one.studyInstanceUid === '1.2.77',
    ),
  );
  expect(found.source).toBe('stow');
}, 240_000);

it('a study goes on to a node, from the window and from the command line', async () => {
  const { station } = region.clinic.window;
  const node = { name: '县医院 PACS', aet: 'STORESCP', host: '127.0.0.1', port: scp.port, tls: false };
  await unwrap(station.devices.keepNode(node));
  await page.getByRole('tab', { name: /^到检/ }).click();
  const forwardTo = async (name: RegExp): Promise<void> => {
    await page.locator('[data-arrival="1.2.77"] [data-forward-study]').click();
    await page.locator('[data-forward-node]').click();
    await page.getByRole('option', { name }).click();
    await page.locator('[data-forward-start]').click();
  };
  const shoot = async (language: string): Promise<void> => {
    for (const { width, height } of [
      { width: 1366, height: 768 },
      { width: 1920, height: 1080 },
    ]) {
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(400);
      await screenshotAt(page, `forward-${language}-${width}`);
    }
  };
  await forwardTo(/县医院/);
  await page.locator('[data-forward="done"]').waitFor();
  expect(scp.files()).toHaveLength(1);
  await screenshotAt(page, 'forward-done');
  // A node that is switched off: the dialog says so and goes on trying.
  const port = await freePort();
  await unwrap(
    station.devices.keepNode({
      name: '市中心影像归档',
      aet: 'CITY_ARCHIVE',
      host: '127.0.0.1',
      port,
      tls: false,
    }),
  );
  await page.keyboard.press('Escape');
  await forwardTo(/市中心影像归档/);
  await page.locator('[data-forward="waiting"]').waitFor();
  // By the name it was given here, and where it is.
  expect(await page.locator('[data-forward="waiting"]').innerText()).toContain(
    '市中心影像归档 · CITY_ARCHIVE@',
  );
  expect(await page.locator('[data-forward="done"]').innerText()).toContain('县医院 PACS · STORESCP@');
  await shoot('zh');
  await unwrap(station.settings.set({ language: 'en' }));
  await page.reload();
  await page.locator('[data-nav="intake"]').click();
  await page.locator('[data-arrival="1.2.77"] [data-forward-study]').click();
  await page.locator('[data-forward="waiting"]').waitFor();
  await shoot('en');
  await unwrap(station.settings.set({ language: 'zh-CN' }));

  const { pipe, secretFile } = region.clinic.place;
  const { stdout } = await run(process.execPath, [
    command,
    'forward',
    '1.2.77',
    '--to',
    `STORESCP@127.0.0.1:${scp.port}`,
    '--pipe',
    pipe,
    '--pipe-secret-file',
    secretFile,
    '--json',
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ study: '1.2.77', ok: true, sent: 1, of: 1, failed: [] });
  const self = await run(process.execPath, [
    command,
    'forward',
    '1.2.77',
    '--to',
    `YUANZHEN@${dicomPlace().join(':')}`,
    '--pipe',
    pipe,
    '--pipe-secret-file',
    secretFile,
    '--json',
  ]).catch((error: { stdout: string }) => error);
  expect(JSON.parse(self.stdout)).toMatchObject({ ok: false, failure: { code: 'forward-to-self' } });
}, 240_000);

it('broke no content security policy and threw nothing', () => {
  expect(pages.violations).toEqual([]);
});
