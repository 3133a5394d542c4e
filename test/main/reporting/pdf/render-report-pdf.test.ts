import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyseLong } from '#shared/ecg/long/analyse-long.ts';
import { cutStrips } from '#shared/ecg/long/cut-strips.ts';
import { openRecording } from '#shared/formats/ecg/read-window.ts';
import { drawReport } from '../../../../main/reporting/pdf/draw-report.ts';
import { createPdfRenderer } from '../../../../main/reporting/pdf/render-report-pdf.ts';
import type { Signer } from '../../../../shared/report/report.ts';
import type { Waveform } from '../../../../shared/study/waveform.ts';
import { standardLeads } from '../../../../shared/study/waveform.ts';
import { holterDay } from '../../../builders/holter-day.ts';
import { heldSource } from '../../../builders/long-recordings.ts';
import { reportBody } from '../../../builders/report.ts';
import { eighteenLeads, wideWaveform } from '../../../builders/wide-ecgs.ts';

const signers: Signer[] = [
  {
    role: 'author',
    memberId: 'm1' as Signer['memberId'],
    name: '李明',
    licence: '110420000012345',
    at: 1_790_000_400_000,
  },
];
const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-pdf-'));
const output = new URL('../../../../test-output/pdf/', import.meta.url).pathname;
mkdirSync(output, { recursive: true });

function textOf(pdf: Uint8Array, name: string): string {
  const path = join(folder, `${name}.pdf`);
  writeFileSync(path, pdf);
  writeFileSync(join(output, `${name}.pdf`), pdf);
  // Blanks are dropped: pdftotext guesses them from distances.
  return execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' }).replace(/[ \n]/g, '');
}

function sineWaveform(): Waveform {
  const samples = Int32Array.from({ length: 5000 }, (_, index) => Math.round(200 * Math.sin(index / 20)));
  const leads = standardLeads.map((name) => ({
    name,
    samples,
    microvoltsPerLsb: 2.5,
    baselineMicrovolts: 0,
    missing: [],
    filterLowHz: 0.05,
    filterHighHz: 150,
    notchHz: 50,
  }));
  return {
    groups: [{ label: 'RHYTHM', samplingHz: 500, sampleCount: 5000, leads }],
    statements: [],
    measurements: [],
    acquiredAt: null,
  };
}

describe('the report PDF', () => {
  it('states patient, question, findings, impression and doctor, in embedded fonts', async () => {
    const renderer = createPdfRenderer();
    const rendered = await renderer.render({
      body: reportBody(),
      signers,
      waveform: null,
      long: null,
      picture: null,
    });
    await renderer.stop();
    if (!rendered.ok) throw new Error(rendered.failure.message);
    const text = textOf(rendered.value.pdf, 'imaging-final');
    for (const words of [
      '远程影像诊断报告',
      '王小东',
      '胡场镇卫生院',
      '有无出血',
      '影像所见',
      '诊断意见',
      '脑出血',
      '李明',
      '第1/1页',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('初步');
    expect(text).not.toContain('演示数据');
    const fonts = execFileSync('pdffonts', [join(folder, 'imaging-final.pdf')], { encoding: 'utf8' });
    for (const row of fonts.split('\n').slice(2).filter(Boolean)) expect(row).toMatch(/yes\s+yes\s+yes/);
  });

  it('is the same whatever its thread has drawn before: fonts are parsed once, and what is embedded is the document’s own', async () => {
    const others = { signers, waveform: null, long: null, picture: null };
    const body = reportBody();
    const warmed = createPdfRenderer();
    warmed.warm();
    const before = { ...body, patient: { ...body.patient, name: '𠮷㛃' }, centre: '另一家中心' };
    await warmed.render({ body: before, ...others });
    const after = await warmed.render({ body, ...others });
    const fresh = createPdfRenderer();
    const alone = await fresh.render({ body, ...others });
    await Promise.all([warmed.stop(), fresh.stop()]);
    if (!after.ok || !alone.ok) throw new Error('nothing was drawn');
    expect(Buffer.from(after.value.pdf).equals(Buffer.from(alone.value.pdf))).toBe(true);
  });

  it('tells of a critical value: who told whom and when, or that nobody had read it back yet', async () => {
    const told = {
      noticeId: 'notice-1',
      code: 'ICH',
      list: 'imaging',
      version: '2026-unverified',
      text: { zh: '急性颅内出血', en: 'Acute intracranial haemorrhage' },
      raisedBy: '李明',
      raisedAt: 1_790_000_200_000,
      deliveredAt: 1_790_000_201_000,
    };
    const readBack = { recipient: '周护士', how: 'phone', at: 1_790_000_260_000 };
    const body = reportBody({
      notices: [
        { ...told, readBack },
        { ...told, noticeId: 'notice-2', text: { zh: '脑疝', en: 'Herniation' }, readBack: null },
      ],
    });
    const { pdf } = await drawReport({ body, signers, waveform: null, long: null, picture: null });
    const text = textOf(pdf, 'critical');
    expect(text).toContain('危急值已通知');
    expect(text).toMatch(/急性颅内出血:李明于.*通知,周护士于.*电话复述/);
    expect(text).toMatch(/脑疝:李明于.*签发时尚未复述/);
  });

  it('marks a preliminary report and the practice region on every page', async () => {
    const { pdf } = await drawReport({
      body: reportBody({
        status: 'preliminary',
        simulation: true,
        content: { findings: '一行所见。\n'.repeat(70), impression: '待正式报告', recommendation: '' },
      }),
      signers,
      waveform: null,
      long: null,
      picture: null,
    });
    const pages = textOf(pdf, 'preliminary').split('\f').slice(0, -1);
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) {
      expect(page).toContain('演示数据');
      expect(page).toContain('初步报告以正式报告为准');
    }
  });

  it('prints limits, and writes rare characters from a wider font or as their code, never as nothing', async () => {
    const { pdf, substituted } = await drawReport({
      body: reportBody({
        patient: { name: '𠮷野𰻝', id: '1', sex: 'F', birthDate: null },
        images: { received: 20, expected: 24, incomplete: true },
        limits: [{ code: 'lossy-images', text: '部分图像为有损压缩' }],
      }),
      signers,
      waveform: null,
      long: null,
      picture: null,
    });
    const text = textOf(pdf, 'limits');
    expect(text).toContain('诊断局限');
    expect(text).toContain('图像不完整:收到20/24幅');
    expect(text).toContain('部分图像为有损压缩');
    for (const character of ['𠮷', '𰻝']) {
      const code = `[U+${character.codePointAt(0)?.toString(16).toUpperCase()}]`;
      expect(text.includes(character) || (substituted.includes(code) && text.includes(code))).toBe(true);
    }
  });

  it('draws the twelve leads of an ECG report to scale on a landscape page', async () => {
    const body = reportBody({ kind: 'ecg' });
    const { pdf } = await drawReport({ body, signers, waveform: sineWaveform(), long: null, picture: null });
    const text = textOf(pdf, 'ecg-final');
    for (const words of ['远程心电诊断报告', '心电图诊断', '25mm/s', '10mm/mV', 'aVR', 'V6'])
      expect(text).toContain(words);
    const sizes = execFileSync('pdfinfo', ['-f', '2', '-l', '2', join(folder, 'ecg-final.pdf')], {
      encoding: 'utf8',
    });
    expect(sizes).toMatch(/841\.89 x 595\.28/);
  });

  it('draws every recording of a study on a page of its own, numbered and with its own time', async () => {
    const later = { ...sineWaveform(), acquiredAt: '2026-01-02T03:14:05' };
    const { pdf } = await drawReport({
      body: reportBody({ kind: 'ecg' }),
      signers,
      waveform: sineWaveform(),
      further: [later],
      long: null,
      picture: null,
    });
    const text = textOf(pdf, 'ecg-two');
    for (const words of ['心电图1/2', '心电图2/2', '2026-01-0203:14:05', '第3/3页'])
      expect(text).toContain(words);
  });

  it('draws all leads of a recording of eighteen', async () => {
    const waveform = wideWaveform(eighteenLeads);
    const body = reportBody({ kind: 'ecg' });
    const { pdf } = await drawReport({ body, signers, waveform, long: null, picture: null });
    const text = textOf(pdf, 'ecg-eighteen');
    for (const name of eighteenLeads.leads) expect(text).toContain(name);
  });

  it('names a number kept by hand, and the limits of the reading', async () => {
    const body = reportBody();
    const ecg = { measured: { pr: 161, hr: 75 }, manual: [{ key: 'pr', value: 150 }] };
    const { pdf } = await drawReport({
      body: {
        ...body,
        kind: 'ecg',
        content: { findings: '心率 75 次/分,PR间期 150 ms', impression: '窦性心律', recommendation: '', ecg },
        limits: [{ code: 'other', text: '无既往心电图可供比较', reading: 'no-prior' }],
      },
      signers,
      waveform: sineWaveform(),
      long: null,
      picture: null,
    });
    const text = textOf(pdf, 'ecg-manual-value');
    expect(text).toContain('心率75次/分,PR间期150ms(手工值)');
    expect(text).toContain('诊断局限无既往心电图可供比较');
  });

  const amendment = {
    reason: 'wrong-side',
    note: '电话复核',
    first: { version: 1, issuedAt: 1_790_000_400_000, author: '李明' },
    former: {
      version: 1,
      issuedAt: 1_790_000_400_000,
      author: '李明',
      findings: '右侧基底节区见团片状高密度影。',
      impression: '右侧基底节区脑出血。',
      recommendation: '',
    },
  };
  const amended = { version: 2, replaces: 'c'.repeat(64), amendment };

  it('of a correction says why, what it said before and when it was first signed', async () => {
    const { pdf } = await drawReport({
      body: reportBody({ ...amended, status: 'corrected' }),
      signers,
      waveform: null,
      long: null,
      picture: null,
    });
    const text = textOf(pdf, 'corrected');
    for (const words of [
      '(更正报告)',
      '更正原因左右侧有误;电话复核',
      '原报告:第1版,李明',
      '诊断意见更正前右侧基底节区脑出血。',
      '诊断意见更正后左侧基底节区脑出血。',
      '第2版,替代第1版',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('建议更正前');
    expect(text).not.toContain('已撤回');
  });

  it('of a withdrawal says so large, and gives the former words as void only', async () => {
    const content = { findings: '', impression: '', recommendation: '' };
    const { pdf } = await drawReport({
      body: reportBody({
        ...amended,
        status: 'withdrawn',
        content,
        amendment: { ...amendment, reason: 'wrong-patient' },
      }),
      signers,
      waveform: null,
      long: null,
      picture: null,
    });
    const text = textOf(pdf, 'withdrawn');
    for (const words of [
      '已撤回·请勿使用',
      '撤回原因患者有误',
      '诊断意见(作废)右侧基底节区脑出血。',
      '(撤回通知)',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('影像所见');
  });

  it('prints strips of a recording of hours, two to a page, with time of day and reason', async () => {
    const opened = await openRecording(heldSource(holterDay(1).bytes));
    if (!opened.ok) throw new Error(opened.failure.message);
    const analysis = await analyseLong(opened.value, 0);
    if (!analysis.ok) throw new Error(analysis.failure.message);
    const long = await cutStrips(opened.value, analysis.value);
    const body = reportBody({ kind: 'ecg' });
    const { pdf } = await drawReport({ body, signers, waveform: null, long, picture: null });
    const pages = textOf(pdf, 'ecg-holter').split('\f').slice(0, -1);
    expect(pages.length).toBe(1 + Math.ceil((long?.strips.length ?? 0) / 2));
    for (const page of pages.slice(1))
      for (const words of ['动态心电图片段', '全程1小时0分', '25mm/s', 'II', 'V5', '100mm'])
        expect(page).toContain(words);
    expect(pages.join('')).toMatch(/07:\d\d:\d\d最长RR26\d\dms/);
    const unmeasured = await cutStrips(opened.value, null);
    const early = await drawReport({ body, signers, waveform: null, long: unmeasured, picture: null });
    const text = textOf(early.pdf, 'ecg-holter-unmeasured');
    expect(text).toContain('全程自动分析尚未完成,仅印起始段');
    expect(text).toContain('07:06:05记录起始段');
  }, 60_000);
});
