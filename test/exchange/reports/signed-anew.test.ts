/** Who signs anew after his report was set aside, under the same claim and as the same version: both lie there, and the second is judged anew. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import type { Report, ReportBody } from '#shared/report/report.ts';
import { amendmentOf } from '#shared/report/standing-text.ts';
import type { Task } from '#shared/study/task.ts';
import { openInFolder } from '../../../exchange/open-in-folder.ts';
import { sealCase } from '../../../exchange/sealed/seal-case.ts';
import { setReviewPolicy } from '../../../exchange/tasks/review-policy.ts';
import {
  addCast,
  announce,
  beginStudy,
  type Cast,
  claim,
  closeStudy,
  codeOf,
  hashOf,
  makePen,
  type SentStudy,
  sendObject,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';

type Pen = Awaited<ReturnType<typeof makePen>>;

const bytes = () => randomBytes(64) as Uint8Array as Uint8Array<ArrayBuffer>;
const corrected = { findings: '左肺上叶见结节。', impression: '左肺上叶结节。', recommendation: '' };

describe('a report that is signed anew after it was set aside', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-anew-'));
  let exchange: TestExchange;
  let cast: Cast;
  let writer: Pen;
  let other: Pen;
  let senior: Pen;
  beforeAll(async () => {
    exchange = await startTestExchange({ dataFolder: folder });
    cast = await addCast(exchange);
    const add = async (name: string) =>
      makePen(
        exchange,
        await exchange.add({ type: 'person', name, rights: 'reviewer', licence: '1104200009' }),
      );
    writer = await add('主治');
    other = await add('副主任');
    senior = await add('主任');
    // Two doctors answer for imaging, one for an ECG.
    const opened = await valueIn(openInFolder(folder, false));
    const rules = [{ kind: 'imaging', site: cast.site.name, from: 0, to: 24 }] as const;
    await valueIn(setReviewPolicy(opened.parts, 'test', { rules: [...rules] }));
    await opened.close();
  });
  afterAll(async () => {
    await exchange.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The same address, so that whoever was connected asks it again. */
  async function restart(): Promise<void> {
    const { hostname, port } = new URL(exchange.address);
    const { clock } = exchange;
    await exchange.stop();
    const listen = { host: hostname, port: Number(port) };
    exchange = await startTestExchange({ dataFolder: folder, listen }, clock);
  }

  const tasksOf = async (study: SentStudy): Promise<Task[]> =>
    (await valueIn(cast.reader.client.tasks.list({ includeClosed: true })))
      .filter((task) => task.studyInstanceUid === study.studyInstanceUid)
      .sort((one, next) => (one.stamps.firstByteAt ?? 0) - (next.stamps.firstByteAt ?? 0));

  async function sent(kind: 'imaging' | 'ecg'): Promise<{ study: SentStudy; task: Task }> {
    const study = await beginStudy(cast.clinic, { objects: [bytes()], kind });
    await closeStudy(cast.clinic, study);
    for (const object of study.objects) await sendObject(cast.clinic, study.depositId, object);
    const [task] = await tasksOf(study);
    if (task === undefined) throw new Error('no task');
    return { study, task };
  }

  /** One more image after the report: read under a follow-up, which ends in an addendum to it. */
  async function supplemented(study: SentStudy, report: Report): Promise<Report> {
    const late = bytes();
    await announce(cast.clinic, study.depositId, study.studyInstanceUid, [...study.objects, late]);
    await sendObject(cast.clinic, study.depositId, late);
    const [, follow] = await tasksOf(study);
    if (follow === undefined) throw new Error('no follow-up');
    const taken = await valueIn(claim(writer.access, follow.taskId));
    const addendum = await writer.write(taken, { status: 'addendum', previous: report });
    expect((await valueIn(writer.accept(addendum))).summary).toMatchObject({ adopted: true, version: 2 });
    return addendum;
  }

  const beginCorrection = (pen: Pen, { taskId }: Task): Promise<Task> =>
    valueIn(
      pen.access.client.tasks.beginAmendment({
        commandId: randomUUID(),
        taskId,
        purpose: 'correct',
        reason: 'wrong-side',
        note: '电话复核',
      }),
    );

  function correct(pen: Pen, task: Task, versions: readonly Report[]): Promise<Report> {
    return pen.write(task, {
      status: 'corrected',
      previous: versions.at(-1) ?? null,
      change: { content: corrected, ...quoting(task, versions) },
    });
  }

  /** What a version that amends takes over from the ones before it: the quotation, and the images of the last. */
  function quoting(
    { amending }: Task,
    versions: readonly Report[],
  ): Pick<ReportBody, 'amendment' | 'imageSetSha256'> {
    const last = versions.at(-1);
    const amendment = amending === undefined ? null : amendmentOf(versions, amending);
    if (amendment === null || last === undefined) throw new Error('nothing is amended');
    return { amendment, imageSetSha256: last.imageSetSha256 };
  }

  const keptOf = async ({ taskId }: Task, access = cast.reader) =>
    (await valueIn(access.client.reports.list({ taskId }))).map((one) => ({
      version: one.version,
      adopted: one.adopted,
      hash: hashOf(canonicalJson(one.report)),
    }));
  const aside = (report: Report) => ({
    version: report.version,
    adopted: false,
    hash: hashOf(canonicalJson(report)),
  });
  const stands = (report: Report) => ({ ...aside(report), adopted: true });

  it('lies beside it where the addendum for late images came first, and the version after that is adopted', async () => {
    const { study, task } = await sent('ecg');
    const report = await writer.write(await valueIn(claim(writer.access, task.taskId)));
    await valueIn(writer.accept(report));
    const taken = await beginCorrection(other, task);
    const unaware = await correct(other, taken, [report]);
    const addendum = await supplemented(study, report);
    const first = await valueIn(other.accept(unaware));
    expect(first).toMatchObject({ summary: { adopted: false, version: 2 }, task: { claim: taken.claim } });
    expect(first.task.holder?.memberId).toBe(other.id);

    await restart();
    exchange.clock.advance(1000);
    const again = await correct(other, taken, [report]);
    const second = await valueIn(other.accept(again));
    expect(second.summary).toMatchObject({ adopted: false, version: 2 });
    const both = [stands(report), aside(unaware), aside(again)];
    expect(await keptOf(task)).toEqual(both);

    // The same bytes once more are what they were, under whatever command, also after a restart.
    await restart();
    expect((await valueIn(other.accept(unaware))).summary).toEqual(first.summary);
    expect((await valueIn(other.accept(again))).summary).toEqual(second.summary);
    expect(await keptOf(task)).toEqual(both);

    const informed = await correct(other, taken, [report, addendum]);
    const done = await valueIn(other.accept(informed));
    expect(done).toMatchObject({ summary: { adopted: true, version: 3 }, task: { state: 'signed' } });
    expect((await valueIn(other.accept(unaware))).summary).toEqual(first.summary);
    expect(await keptOf(task)).toEqual([...both, stands(informed)]);
    expect(await keptOf(task, cast.clinic)).toEqual([stands(report), stands(informed)]);
    // Beside what was adopted there is no other of that name.
    const contrary = await correct(other, taken, [report, addendum]);
    expect(await codeOf(other.accept(contrary))).toBe('version-signed');

    const files = unzipSync(await valueIn(sealCase(folder, task.taskId)));
    const sealed = Object.entries(files)
      .filter(([path]) => path.startsWith('reports/') && path.endsWith('.json'))
      .map(([, text]) => hashOf(canonicalJson(JSON.parse(Buffer.from(text).toString('utf8')))));
    expect(sealed.sort()).toEqual([report, unaware, again, informed].map((one) => aside(one).hash).sort());
  });

  async function submitted() {
    const { study, task } = await sent('imaging');
    const submission = await writer.write(await valueIn(claim(writer.access, task.taskId)));
    await valueIn(writer.accept(submission));
    const report = await senior.review(await valueIn(claim(senior.access, task.taskId)), submission);
    await valueIn(senior.accept(report));
    const amendment = await correct(writer, await beginCorrection(writer, task), [report]);
    await valueIn(writer.accept(amendment));
    const taken = await valueIn(claim(senior.access, task.taskId));
    return { study, task, report, amendment, taken };
  }

  it('is adopted as the same version where the reviewer had signed alone what two doctors answer for', async () => {
    const { task, report, amendment, taken } = await submitted();
    const alone = await correct(senior, taken, [report]);
    const first = await valueIn(senior.accept(alone));
    expect(first).toMatchObject({ summary: { adopted: false, version: 2 }, task: { claim: taken.claim } });

    await restart();
    const reviewed = await senior.review(taken, amendment);
    const done = await valueIn(senior.accept(reviewed));
    expect(done).toMatchObject({
      summary: { adopted: true, version: 2, memberName: '主治', reviewerName: '主任' },
      task: { state: 'signed', holder: null, notice: { what: 'corrected', version: 2 } },
    });
    await restart();
    expect((await valueIn(senior.accept(alone))).summary).toEqual(first.summary);
    expect((await valueIn(senior.accept(reviewed))).summary).toEqual(done.summary);
    expect(await keptOf(task)).toEqual([stands(report), aside(alone), stands(reviewed)]);
    // Its name is that of what stands, and that alone goes home.
    const { reportId, version, pdfSha256 } = reviewed;
    const got = await valueIn(cast.clinic.client.reports.get({ reportId, version }));
    expect(got).toMatchObject({ adopted: true, report: { pdfSha256 } });
    const deliver = (sha256: typeof pdfSha256) =>
      cast.clinic.client.reports.confirmDelivery({
        commandId: randomUUID(),
        reportId,
        version,
        pdfSha256: sha256,
      });
    expect(await codeOf(deliver(alone.pdfSha256))).toBe('hash-mismatch');
    expect((await valueIn(deliver(pdfSha256))).state).toBe('delivered');
  });

  it('is judged anew by the second doctor too, when late images were reported on meanwhile', async () => {
    const { study, task, report, amendment, taken } = await submitted();
    const addendum = await supplemented(study, report);
    const unaware = await senior.review(taken, amendment);
    expect((await valueIn(senior.accept(unaware))).summary.adopted).toBe(false);
    await restart();
    const again = await senior.review(taken, amendment);
    expect((await valueIn(senior.accept(again))).summary.adopted).toBe(false);
    const onAddendum = {
      version: 3,
      replaces: hashOf(canonicalJson(addendum)),
      ...quoting(taken, [report, addendum]),
    };
    const informed = await senior.review(taken, amendment, onAddendum);
    expect((await valueIn(senior.accept(informed))).summary).toMatchObject({ adopted: true, version: 3 });
    expect(await keptOf(task)).toEqual([stands(report), aside(unaware), aside(again), stands(informed)]);
    const contrary = await senior.review(taken, amendment, onAddendum);
    expect(await codeOf(senior.accept(contrary))).toBe('version-signed');
  });
});
