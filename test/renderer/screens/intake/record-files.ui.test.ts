/** The parts of a WFDB record chosen together in the window are one recording; what lacks is named, and nothing is taken half. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBundle } from '#shared/formats/ecg/bundle/open-bundle.ts';
import { recordFiles, recordFrames } from '../../../builders/record-files.ts';
import { type Region, startRegion } from '../../../rig/region.ts';
import { until, unwrap } from '../../../rig/window-client.ts';
import { screenshotAt } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;
let page: Page;

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
  page = await pages.open(region.clinic);
  await page.locator('[data-nav="intake"]').click();
}, 240_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

async function choose(files: Record<string, Buffer | undefined>): Promise<void> {
  const given = Object.entries(files).flatMap(([name, buffer]) =>
    buffer === undefined ? [] : [{ name, mimeType: 'application/octet-stream', buffer }],
  );
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '导入文件' }).click(),
  ]);
  expect(chooser.isMultiple()).toBe(true);
  await chooser.setFiles(given);
}
const arrivals = () => unwrap(region.clinic.window.station.intake.arrivals());

it('header and signals chosen together, in whatever order, are one ECG with its samples', async () => {
  const { '100.hea': header, '100.dat': signals, '100.atr': beats } = recordFiles();
  await choose({ '100.dat': signals, '100.atr': beats, '100.hea': header });
  const [study] = await until('the recording', async () => {
    const found = await arrivals();
    return found.length > 0 ? found : null;
  });
  expect(study).toMatchObject({ kind: 'ecg', instances: 1, documents: 0 });
  await page.locator(`[data-arrival="${study?.studyInstanceUid}"]`).waitFor();
  await screenshotAt(page, 'record-files-arrived');
  // A second record beside it in the same choice stays another.
  const second = recordFiles('200');
  const third = recordFiles('300');
  const alone = { '200.hea': second['200.hea'], '200.dat': second['200.dat'] };
  await choose({ ...alone, '300.hea': third['300.hea'] });
  // Asked of the station: the notice on the screen is gone again before a slow machine has looked.
  const refused = await until('the refusal', async () => {
    const found = await unwrap(region.clinic.window.station.intake.refusals({ settled: false }));
    return found.length > 0 ? found : null;
  });
  await screenshotAt(page, 'record-files-missing');
  expect(refused.map(({ name, failure }) => [name, failure.code, failure.params.name])).toEqual([
    ['300.hea', 'signal-file-missing', '300.dat'],
  ]);
  // Its samples differ from the first's in nothing, so it is told apart by its name alone: two studies.
  expect(await arrivals()).toHaveLength(2);
}, 120_000);

it('what is kept is each file byte for byte, whole enough to be read', async () => {
  const files = recordFiles();
  const { window } = region.clinic;
  const [study] = (await arrivals()).toReversed();
  const sha256 = study === undefined ? '' : await firstObject(study.studyInstanceUid);
  const answer = await page.request.get(`${window.origin}/objects/${sha256}`);
  const parts = openBundle(new Uint8Array(await answer.body()));
  expect(parts?.map(({ name }) => name)).toEqual(['100.hea', '100.dat', '100.atr']);
  for (const { name, bytes } of parts ?? [])
    expect(Buffer.from(bytes).equals(files[name] as Buffer)).toBe(true);
  const facts = await (await page.request.get(`${window.origin}/recordings/${sha256}`)).json();
  expect(facts).toMatchObject({ value: { groups: [{ sampleCount: recordFrames, leads: ['II', 'V5'] }] } });
  expect(pages.violations).toEqual([]);
}, 60_000);

async function firstObject(studyInstanceUid: string): Promise<string> {
  const { default: Sqlite } = await import('better-sqlite3');
  const sqlite = new Sqlite(`${region.clinic.folder}/data/station.sqlite`, { readonly: true });
  const sha256 = sqlite
    .prepare<[string], string>('SELECT sha256 FROM instance WHERE studyInstanceUid = ?')
    .pluck()
    .get(studyInstanceUid);
  sqlite.close();
  return sha256 ?? '';
}
