/** 患者合并 and priors in Debian's Chromium: two records proposed, merged, looked at while reading, quoted, parted again. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exam } from '../../practice/exam.ts';
import { bringToWaiting, claim, examFor, readAndSign, sign } from '../rig/line.ts';
import {
  type Person,
  placeOrder,
  pushWithDcmtk,
  type Region,
  type StationRig,
  startRegion,
  taskInState,
} from '../rig/region.ts';
import { unwrap } from '../rig/window-client.ts';
import { screenshotAt, signInByHand } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;
let keeper: { station: StationRig; person: Person };

/** The same exam as of somebody whom another township knows under another number. */
function about(exam: Exam, id: string): Exam {
  return { ...exam, order: { ...exam.order, patient: { ...exam.order.patient, id } } };
}

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
  keeper = await region.addReader('孙立的桌面');
  const registrar = await region.addPerson('孙立', 'registrar');
  await keeper.station.window.station.session.signOut();
  keeper = { station: keeper.station, person: registrar };
}, 240_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

describe('patients in a browser', () => {
  it('says a wrong check digit at once and fills sex and birth date from a valid number', async () => {
    const page = await pages.open(region.clinic);
    await page.locator('[data-nav="intake"]').click();
    await page.getByRole('button', { name: '新建申请单' }).click();
    const number = page.locator('input[name="identityNumber"]');
    await number.fill('110105194912310021');
    await page.getByText('校验码不符').waitFor();
    await screenshotAt(page, 'order-identity-wrong');
    await page.locator('input[name="name"]').fill('周大年');
    await page.locator('input[name="phone"]').fill('8801');
    await page.locator('textarea[name="complaint"]').fill('咳嗽');
    await page.locator('textarea[name="history"]').fill('无特殊');
    await page.locator('[data-order-form] [data-consent]').click();
    await page.getByRole('option', { name: '患者本人同意' }).click();
    await page.getByRole('button', { name: '提交申请单' }).click();
    await page.getByText('身份证号有误').waitFor();
    await number.fill('11010519491231002x');
    expect(await page.locator('input[name="birthDate"]').inputValue()).toBe('1949-12-31');
    await screenshotAt(page, 'order-identity-right');
    await page.getByRole('button', { name: '提交申请单' }).click();
    await page.locator('[data-order-form]').waitFor({ state: 'detached' });
    const orders = await unwrap(region.clinic.window.station.intake.orders({}));
    expect(orders[0]?.patient).toMatchObject({ identityNumber: '11010519491231002X', sex: 'F' });
    await page.context().close();
  }, 120_000);

  it('merges two records, shows the prior beside the study that is read, and flags the quotation when parted', async () => {
    const first = examFor('patients-first', 'ecg');
    const second = about(examFor('patients-first', 'ecg'), `B${randomUUID().slice(0, 6)}`);
    const later = { ...examFor('patients-later', 'ecg') };
    const current: Exam = { ...later, order: { ...later.order, patient: second.order.patient } };
    await bringToWaiting(region, first);
    await readAndSign(region.reader, first, '窦性心律,前壁ST段抬高。');
    // The device still names another person: at this township that is held, so the order's own study is pushed by hand.
    await bringToHeldOrWaiting(current);

    const desk = await pages.open(keeper.station);
    await signInByHand(desk, keeper.person.name, keeper.person.secret);
    await desk.locator('[data-nav="patients"]').click();
    await desk.locator('[data-proposal]').first().waitFor();
    await screenshotAt(desk, 'patients-proposals');
    expect(await desk.locator('[data-proposal-detail]').innerText()).toContain('姓名一致');
    await desk.keyboard.press('m');
    await desk.getByText('没有待核对的疑似同一人').waitFor();
    await desk.locator('[data-tab="history"]').click();
    await desk.locator('[data-merge-history] article').first().waitFor();
    await screenshotAt(desk, 'patients-history');

    await claim(region.reader, current);
    const reading = await pages.open(region.reader);
    const { taskId } = await taskInState(region.reader, current, 'reading');
    await reading.locator('[data-tab="mine"]').click();
    await reading.locator(`[data-task="${taskId}"]`).click();
    await reading.keyboard.press('Enter');
    await reading.locator('[data-priors="1"]').waitFor();
    const banner = await reading.locator('[data-banner]').innerText();
    expect(banner).toContain(current.order.patient.id);
    await reading.locator('[data-priors-toggle]').click();
    await screenshotAt(reading, 'priors-list');
    await reading.locator('[data-compare]').click();
    await reading.locator('[data-comparison] canvas').first().waitFor({ timeout: 30_000 });
    await reading.locator('[data-prior-report]').waitFor();
    await reading.waitForTimeout(1000);
    await screenshotAt(reading, 'priors-comparison');
    await reading.locator('[data-quote]').click();
    expect(await reading.locator('textarea[name="findings"]').inputValue()).toContain('前壁ST段抬高');
    await reading.locator('textarea[name="impression"]').fill('与前次比较无变化。');
    await reading.locator('[data-draft-state="saved"]').waitFor();
    expect(await reading.locator('[data-banner]').innerText()).toContain(current.order.patient.id);
    await reading.locator('[data-close-comparison]').click();
    await reading.context().close();
    await sign(region.reader, current);

    await desk.locator('[data-undo]').click();
    await desk.getByLabel('撤销原因').fill('户口本核对:两人');
    await screenshotAt(desk, 'patients-undo');
    await desk.locator('[data-confirm-undo]').click();
    await desk.getByText('1 份报告引用过对方的检查').waitFor();
    await desk.locator('[data-undone="true"]').waitFor();
    await desk.context().close();

    for (const station of [region.clinic, region.reader]) {
      const task = await taskInState(station, current);
      expect(task.quoteFlags).toHaveLength(1);
      expect(task.order.patient.id).toBe(current.order.patient.id);
    }
    const clinic = await pages.open(region.clinic);
    await clinic.locator(`article[data-task="${taskId}"] [data-quote-flag]`).waitFor();
    await clinic.locator(`article[data-task="${taskId}"] [data-open-report]`).click();
    await clinic.locator('[data-quote-flag]').first().waitFor();
    await screenshotAt(clinic, 'quote-flag-township');
    await clinic.context().close();
  }, 240_000);

  it('broke no content security policy and threw nothing', () => {
    expect(pages.violations).toEqual([]);
  });
});

/** The order names one number, the device another: the township says that it is one patient. */
async function bringToHeldOrWaiting(exam: Exam): Promise<void> {
  await placeOrder(region, exam);
  await pushWithDcmtk(region, exam);
  const task = await taskInState(region.clinic, exam, 'arriving', 'waiting');
  if (!task.identity.settled)
    await unwrap(region.clinic.window.station.intake.settleIdentity({ taskId: task.taskId, same: true }));
  await taskInState(region.reader, exam, 'waiting');
}
