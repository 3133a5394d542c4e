/** 同行评议 in Chromium: the share and the quality rule set, a report scored blind by keyboard with the link cut in between, an edit by two keys, the author's answer, the log. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bringToWaiting, claim, examFor, readAndSign, readWhole, sign, write } from '../rig/line.ts';
import {
  pinOf,
  type Region,
  requireReview,
  type StationRig,
  startRegion,
  taskInState,
} from '../rig/region.ts';
import { startTcpProxy, type TcpProxy } from '../rig/tcp-proxy.ts';
import { until, unwrap } from '../rig/window-client.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

/** Several windows paint at once, on whatever machine this is. */
const patient = 90_000;

let region: Region;
let pages: WindowPages;
let proxy: TcpProxy;
let author: StationRig;
let reviewer: StationRig;
let desk: StationRig;
beforeAll(async () => {
  [region, pages] = await Promise.all([
    startRegion({
      readerThroughProxy: async (address) => {
        proxy = await startTcpProxy(address);
        return proxy.address;
      },
    }),
    startWindowPages(),
  ]);
  // The first reader's link can be cut: there the reviewer sits.
  reviewer = region.reader;
  const senior = await region.addPerson('钱主任', 'reviewer');
  await reviewer.signIn(senior);
  await unwrap(reviewer.window.station.session.setPin({ password: senior.secret, pin: pinOf }));
  author = (await region.addReader('赵敏')).station;
  desk = (await region.addReader('孙工')).station;
  await desk.signIn(await region.addPerson('王主任', 'administrator'));
}, 400_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
  await proxy?.stop();
});

async function open(station: StationRig): Promise<Page> {
  const page = await pages.open(station);
  page.setDefaultTimeout(patient);
  return page;
}
/** The band stands once the exchange has said what is asked of this person. */
async function enter(page: Page): Promise<void> {
  await page.locator('[data-open-peer]').waitFor();
  await page.keyboard.press('Alt+p');
  await page.locator('[data-peer-review]').waitFor();
}
async function look(page: Page, name: string): Promise<void> {
  await screenshotAt(page, `peer-${name}-1366`);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await screenshotAt(page, `peer-${name}-1920`);
  await page.setViewportSize({ width: 1366, height: 768 });
}
async function inEnglish(station: StationRig, page: Page, act: () => Promise<void>): Promise<void> {
  await unwrap(station.window.station.settings.set({ language: 'en' }));
  await page.reload();
  await act();
  await unwrap(station.window.station.settings.set({ language: 'zh-CN' }));
  await page.reload();
}

it('is set, drawn, scored blind, answered and logged', async () => {
  const admin = await open(desk);
  await admin.locator('[data-nav="policies"]').click();
  await admin.locator('[data-tab="quality"]').click();
  const quality = admin.locator('[data-policy="quality"]');
  await quality.getByText('还没有规则').waitFor();
  await quality.locator('[data-add]').click();
  await admin.locator('[role="dialog"] input[data-kind]').click();
  await admin.getByRole('option', { name: '心电', exact: true }).click();
  await admin.locator('[data-keep]').click();
  await quality.locator('[data-line]').waitFor();
  await look(admin, '01-quality-zh');
  await quality.locator('[data-remove]').click();
  await admin.locator('[data-confirm-remove]').click();
  await quality.getByText('还没有规则').waitFor();
  await admin.locator('[data-tab="peerReview"]').click();
  await admin.locator('input[name="peer-percent"]').fill('100');
  await admin.locator('[data-keep]').click();
  await admin.locator('[data-change="peerReview"]').getByText('100 %').waitFor();
  await look(admin, '02-policy-zh');

  const exam = examFor('peer-window', 'ecg');
  await bringToWaiting(region, exam);
  await readAndSign(author, exam, '窦性心律');

  const page = await open(reviewer);
  await page.locator('[data-peer="toReview"][data-count="1"]').waitFor();
  await look(page, '03-band-zh');
  await enter(page);
  await page.locator('[data-next-peer]').waitFor();
  await page.keyboard.press('Enter');
  const room = page.locator('[data-peer-case]');
  await room.locator('section canvas').first().waitFor();
  await room.getByText('窦性心律', { exact: true }).waitFor();
  await page.locator('[data-analysis="done"]').waitFor();
  const shown = await page.locator('body').innerText();
  for (const secret of ['赵敏', exam.order.patient.name, exam.order.patient.id, region.siteName])
    expect(shown).not.toContain(secret);
  await look(page, '04-case-zh');
  await inEnglish(reviewer, page, async () => {
    await enter(page);
    await page.locator('[data-next-peer]').waitFor();
    await page.keyboard.press('Enter');
    await room.locator('section canvas').first().waitFor();
    await page.keyboard.press('Alt+4');
    await page.keyboard.press('Alt+n');
    await look(page, '05-case-en');
  });
  await enter(page);
  await page.locator('[data-next-peer]').waitFor();
  await page.keyboard.press('Enter');
  await room.waitFor();
  await page.keyboard.press('Alt+3');
  expect(await page.locator('[data-submit-score]').isDisabled()).toBe(true);
  await page.keyboard.press('Alt+y');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('name')))
    .toBe('peer-note');
  await page.keyboard.type('ST段抬高漏诊');

  proxy.cut();
  await until('the cut', async () => {
    const given = await reviewer.window.station.peerReview.mine();
    return !given.ok && given.failure.code === 'link-lost';
  });
  await page.keyboard.press('Control+Enter');
  await page.locator('[data-peer-score] [role="alert"]').getByText('尚未提交').waitFor();
  expect(await page.locator('textarea[name="peer-note"]').inputValue()).toBe('ST段抬高漏诊');
  await look(page, '06-cut-zh');
  await region.crashExchange();
  proxy.restore();
  await until('the link', async () => (await reviewer.window.station.peerReview.mine()).ok);
  await page.keyboard.press('Control+Enter');
  await page.getByText('报告医师:赵敏').waitFor();
  await room.waitFor({ state: 'detached' });

  const own = await open(author);
  await own.getByText('您的报告收到评议意见').waitFor();
  await own.locator('[data-peer="told"][data-count="1"]').waitFor();
  await enter(own);
  const finding = own.locator('[data-peer-finding]');
  await finding.getByText('ST段抬高漏诊').waitFor();
  expect(await finding.innerText()).not.toContain('钱主任');
  await look(own, '07-told-zh');
  await inEnglish(author, own, async () => {
    await enter(own);
    await finding.waitFor();
    await look(own, '08-told-en');
  });
  await enter(own);
  await finding.locator('textarea').fill('已复核,同意');
  await finding.locator('[data-answer]').click();
  await finding.waitFor({ state: 'detached' });
  await own.context().close();

  await requireReview(region);
  const second = examFor('peer-window-2', 'ecg');
  const { taskId } = await bringToWaiting(region, second);
  await claim(author, second);
  await readWhole(author, second);
  await write(author, second, '窦性心律');
  await sign(author, second);
  await taskInState(reviewer, second, 'reviewing');
  await page.keyboard.press('Escape');
  await page.locator('[data-tab="reviewing"]').click();
  await page.locator(`[data-task="${taskId}"][role="option"]`).click();
  await page.keyboard.press('Enter');
  await page.locator('[data-review-banner]').waitFor();
  await readWhole(reviewer, second);
  await reviewer.window.station.reading.judgeCritical({ taskId, verdict: 'rejected' });
  await page.locator('textarea[name="findings"]').fill('P波消失,代之以f波,RR间期绝对不等。');
  await page.locator('textarea[name="impression"]').fill('心房颤动');
  await page.locator('[data-draft-state="saved"]').waitFor();
  await page.keyboard.press('Control+Enter');
  const dialog = page.locator('[data-sign-dialog]');
  await dialog.waitFor();
  const pin = dialog.locator('input[type="password"], input[inputmode="numeric"]').first();
  await pin.waitFor();
  await expect.poll(() => pin.isEnabled()).toBe(true);
  await pin.click();
  await page.keyboard.type(pinOf);
  await page.locator('[data-confirm-sign]').click();
  const owed = page.locator('[data-owed-edit]');
  await owed.locator('[data-peer-change]').waitFor();
  expect(await owed.innerText()).toContain('+ 心房颤动');
  await page.keyboard.press('Alt+2');
  await look(page, '09-edit-zh');
  await page.keyboard.press('Alt+y');
  await owed.waitFor({ state: 'detached' });
  expect((await unwrap(reviewer.window.station.peerReview.mine())).toScore).toEqual([]);
  await page.context().close();

  await admin.locator('[data-nav="statistics"]').click();
  await admin.locator('[data-view]').getByText('差异').click();
  await expect.poll(() => admin.locator('[data-peer-row]').count(), { timeout: patient }).toBe(2);
  await look(admin, '10-board-zh');
  const [download] = await Promise.all([admin.waitForEvent('download'), admin.locator('[data-csv]').click()]);
  const csv = await readFile(await download.path(), 'utf8');
  expect(csv).toContain('ST段抬高漏诊,"已复核,同意"');
  expect(csv).toMatch(/审核改动,赵敏,钱主任,2,1,窦性心律,心房颤动/);
  await inEnglish(desk, admin, async () => {
    await admin.locator('[data-nav="policies"]').click();
    await admin.locator('[data-tab="peerReview"]').click();
    await look(admin, '11-policy-en');
    await admin.locator('[data-nav="statistics"]').click();
    await admin.locator('[data-view]').getByText('Discrepancies').click();
    await admin.locator('[data-peer-row]').first().waitFor();
    await look(admin, '12-board-en');
  });
  expect(await author.window.station.peerReview.board({ from: 0, to: 1 })).toMatchObject({
    failure: { code: 'right-missing' },
  });
  expect(pages.violations).toEqual([]);
}, 900_000);
