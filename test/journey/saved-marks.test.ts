/** What a reader saves on the images travels: to the township, to who reads next, and on by forwarding; the case stays as it was. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asciiValue } from '#shared/formats/dicom/element-values.ts';
import { openDicom } from '#shared/formats/dicom/read-part10.ts';
import type { Measurement } from '#shared/measure/marking.ts';
import { type StoreScp, startStoreScp } from '../main/intake/rig/storescp.ts';
import { acknowledge, bringToWaiting, claim, examFor, readWhole, sign, write } from '../rig/line.ts';
import { runCommand } from '../rig/program.ts';
import { type Region, startRegion, taskInState } from '../rig/region.ts';
import { until, unwrap } from '../rig/window-client.ts';

let region: Region;
let scp: StoreScp;
beforeAll(async () => {
  [region, scp] = await Promise.all([startRegion(), startStoreScp(['+xa', '+B'])]);
}, 240_000);
afterAll(async () => {
  await region?.stop();
  await scp?.stop();
});

const classes = {
  '1.2.840.10008.5.1.4.1.1.88.33': 'SR',
  '1.2.840.10008.5.1.4.1.1.88.59': 'KO',
  '1.2.840.10008.5.1.4.1.1.11.1': 'GSPS',
} as const;

it('saved marks reach the township that was down, the next reader and another archive, and change neither count nor report', async () => {
  const exam = examFor('saved-marks', 'dr');
  const images = exam.objects.length;
  const { taskId } = await bringToWaiting(region, exam);
  await claim(region.reader, exam);
  const { study } = await readWhole(region.reader, exam);
  const before = (await taskInState(region.reader, exam)).images;
  const [series] = study.series;
  const [instance] = series?.instances ?? [];
  if (!series || !instance) throw new Error('no image');
  const image = {
    seriesInstanceUid: series.seriesInstanceUid,
    sopInstanceUid: instance.sopInstanceUid,
    sopClassUid: instance.sopClassUid,
    frame: 1,
  };
  const measurement: Measurement = {
    id: randomUUID(),
    tool: 'length',
    image,
    points: [
      [10, 10],
      [110, 10],
    ],
    text: '',
    textAt: null,
    quantities: [{ name: 'length', value: 20, unit: 'mm' }],
    method: 'imager-pixel-spacing',
    magnification: null,
  };
  const { reading } = region.reader.window.station;
  await unwrap(
    reading.mark({
      taskId,
      events: [
        { do: 'put', measurement },
        { do: 'key', image, on: true },
      ],
    }),
  );

  // The township's station is down while the marks are saved, and learns of them when it is back.
  await region.clinic.program.kill();
  const saved = await unwrap(reading.saveMarks({ taskId, lines: { [measurement.id]: ['20.0 mm'] } }));
  expect(saved.objects).toBe(3);
  const told = await until('the exchange to know', async () => {
    const task = await taskInState(region.reader, exam);
    return task.savedMarks?.objects === 3 ? task : null;
  });
  expect(told.images).toEqual(before);
  expect(told.state).toBe('reading');
  await region.clinic.start();

  // Another reader goes on from them.
  const other = await region.addReader('李医生');
  const opened = await until('the marks at the other reader', async () => {
    const answer = await unwrap(other.station.window.station.reading.open({ taskId }));
    const found = answer.study.series.flatMap((one) => one.instances);
    return found.length === images + 3 && found.every((one) => one.held) ? found : null;
  });
  const marks = await unwrap(other.station.window.station.reading.marks({ taskId }));
  expect(marks?.measurements).toMatchObject([{ tool: 'length', points: measurement.points }]);
  expect(marks?.keyImages).toEqual([image]);
  const listed = await taskInState(other.station, exam);
  expect([listed.held.objects, listed.images.received]).toEqual([images, images]);

  // Signed with the images as they were sent: what was saved is in no set.
  await write(region.reader, exam, '双肺未见异常');
  expect((await sign(region.reader, exam)).state).toBe('committed');
  await acknowledge(region, exam);

  const savedHashes = opened.flatMap((one) => (one.sopClassUid in classes ? [one.sha256] : []));
  await until('the marks at the township', async () => {
    const answers = await Promise.all(
      savedHashes.map((sha256) => region.clinic.window.get(`/objects/${sha256}`)),
    );
    return answers.every((answer) => answer.ok);
  });
  const after = await taskInState(region.clinic, exam);
  expect(after.images).toEqual(before);
  expect(after.state).toBe('received');

  // What the township sends on has them too.
  const { pipe, secretFile } = region.clinic.place;
  const forwarded = await runCommand([
    'forward',
    exam.studyInstanceUid,
    ...['--to', `STORESCP@127.0.0.1:${scp.port}`, '--pipe', pipe, '--pipe-secret-file', secretFile, '--json'],
  ]);
  expect(forwarded.lines[0]).toMatchObject({ ok: true, sent: images + 3 });
  const kinds = scp.files().flatMap((bytes) => {
    const file = openDicom(bytes);
    if (!file.ok) throw new Error(file.failure.message);
    const uid = asciiValue(file.value.walk.dataSet, 0x00080016);
    return uid in classes ? [classes[uid as keyof typeof classes]] : [];
  });
  expect(kinds.sort()).toEqual(['GSPS', 'KO', 'SR']);
}, 240_000);
