import { expect, test } from 'vitest';
import { openBundle } from '#shared/formats/ecg/bundle/open-bundle.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { gatherArrivals } from '../../../renderer/station/gather-arrivals.ts';
import { recordFiles } from '../../builders/record-files.ts';

const fileOf = (name: string, bytes: Uint8Array) => new File([new Uint8Array(bytes)], name);

test('files of one record become one arrival at the place of the first; others stay as they are', async () => {
  const record = recordFiles();
  const files = [
    fileOf('a.dcm', Buffer.from('anything')),
    ...Object.entries(record)
      .reverse()
      .map(([name, bytes]) => fileOf(name, bytes)),
    fileOf('b.pdf', Buffer.from('%PDF-1.4')),
  ];
  const arrivals = await gatherArrivals(files);
  expect(arrivals.map(({ name }) => name)).toEqual(['a.dcm', '100.hea', 'b.pdf']);
  const bytes = new Uint8Array((await arrivals[1]?.bytes.arrayBuffer()) ?? new ArrayBuffer());
  expect(openBundle(bytes)?.map(({ name }) => name)).toEqual(['100.hea', '100.dat', '100.atr']);
  expect(readEcgFile(bytes).ok).toBe(true);
});

test('a header without its signals goes alone, to be refused by name', async () => {
  const header = fileOf('100.hea', recordFiles()['100.hea'] as Buffer);
  const [only] = await gatherArrivals([header]);
  expect(only?.bytes).toBe(header);
});
