import { expect, it } from 'vitest';
import { countsDocumentsApart, isBesideImages } from '#shared/study/beside-images.ts';

const root = '1.2.840.10008.5.1.4.1.1.';
const beside = (tail: string, rows: number | null = null, modality = 'OT') =>
  isBesideImages({ format: 'dicom', sopClassUid: root + tail, rows }, { modality });

it('counts images and recordings, and nothing that lies beside them', () => {
  const images = ['2', '1.1', '6.1', '7', '77.1.4', '9.1.1', '9.1.3'];
  expect(images.filter((tail) => beside(tail, 1))).toEqual([]);
  // SR, dose, key objects, presentation states, encapsulated PDF and CDA, registration, structure set.
  const documents = ['88.11', '88.67', '88.59', '11.1', '11.5', '104.1', '104.2', '66.1', '481.3'];
  expect(documents.filter((tail) => !beside(tail))).toEqual([]);
});

it('judges a private class by what it holds, and a file by its format', () => {
  const own = (rows: number | null, modality = 'CT') =>
    isBesideImages({ format: 'dicom', sopClassUid: '1.2.392.1.1', rows }, { modality });
  expect([own(512), own(null), own(null, 'ECG')]).toEqual([false, true, false]);
  const file = (format: 'pdf' | 'png' | 'scp-ecg') =>
    isBesideImages({ format, sopClassUid: '', rows: null }, { modality: 'DOC' });
  expect([file('pdf'), file('png'), file('scp-ecg')]).toEqual([true, true, false]);
});

it('counts nothing apart where the document is what is read', () => {
  expect(countsDocumentsApart({ kind: 'ecg', picture: true })).toBe(false);
  expect(countsDocumentsApart({ kind: 'document' })).toBe(false);
  expect(countsDocumentsApart({ kind: 'imaging' })).toBe(true);
});
