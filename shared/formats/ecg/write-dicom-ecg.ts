/**
 * An ECG of any format as a DICOM waveform object (PS3.3 A.34), Part 10, Explicit VR Little Endian: the same integers at the
 * same scale; statements and measurements as annotations; the original named by its hash under Contributing Equipment.
 * The same file gives the same bytes each time, so that what was sent twice is one object.
 */
import { ok, type Result } from '../../result.ts';
import type { Waveform } from '../../study/waveform.ts';
import { codeItem, element, sequence } from '../dicom/elements-to-write.ts';
import type { ElementToWrite } from '../dicom/write-elements.ts';
import { writePart10 } from '../dicom/write-part10.ts';
import type { EcgUids } from './describe-ecg-file.ts';
import { annotationItems } from './dicom-ecg-annotations.ts';
import { type ConversionTarget, type EcgClass, ecgClassFor } from './dicom-ecg-class.ts';
import { dicomGroup } from './dicom-ecg-group.ts';
import type { EcgFile } from './ecg-file.ts';

export interface DicomEcgOptions {
  readonly target: ConversionTarget;
  readonly uids: EcgUids;
  /** SHA-256 of the original file, in hexadecimal. */
  readonly originalSha256: string;
  /** ISO date and time that stands in where the original has none; the object then says so. */
  readonly notLaterThan: string;
}

export interface DicomEcg {
  readonly bytes: Uint8Array;
  readonly sopClass: EcgClass;
  /** Channels that are no voltage and have no place in an ECG object. */
  readonly omittedChannels: readonly string[];
}

/** Fails with `ecg-not-convertible`. */
export function writeDicomEcg(file: EcgFile, options: DicomEcgOptions): Result<DicomEcg> {
  const groups = storedGroups(file.waveform);
  const sopClass = ecgClassFor(options.target, groups);
  if (!sopClass.ok) return sopClass;
  const items: ElementToWrite[][] = [];
  for (const group of groups) {
    const item = dicomGroup(group, sopClass.value.bits);
    if (!item.ok) return item;
    items.push(item.value);
  }
  const dataSet = [...header(file, options, sopClass.value.uid), sequence(0x54000100, items)];
  const ids = { sopClassUid: sopClass.value.uid, sopInstanceUid: options.uids.sopInstanceUid };
  const bytes = writePart10(ids, dataSet);
  const omittedChannels = file.waveform.groups.flatMap((group) =>
    (group.otherChannels ?? []).map(({ name }) => name),
  );
  return ok({ bytes, sopClass: sopClass.value, omittedChannels });
}

/** Leads that were worked out are not written: whoever reads the object works them out again. */
function storedGroups(waveform: Waveform) {
  return waveform.groups
    .map((group) => ({ ...group, leads: group.leads.filter((lead) => lead.derived !== true) }))
    .filter((group) => group.leads.length > 0);
}

function header(file: EcgFile, options: DicomEcgOptions, sopClassUid: string): ElementToWrite[] {
  const { patient, device, waveform } = file;
  const written = waveform.acquiredAt ?? options.notLaterThan;
  const [date = '', time = ''] = written.replaceAll(/[-:]/g, '').split('T');
  const notes =
    waveform.acquiredAt === null
      ? [
          '原文件无采集时间,所列时间为文件时间 / The original has no acquisition time; that of the file stands in',
        ]
      : [];
  const annotations = annotationItems(waveform, notes);
  const text = (tag: number, vr: string, value: string, most = 64) => element(tag, vr, value.slice(0, most));
  return [
    element(0x00080005, 'CS', 'ISO_IR 192'),
    element(0x00080016, 'UI', sopClassUid),
    element(0x00080018, 'UI', options.uids.sopInstanceUid),
    element(0x00080020, 'DA', date),
    element(0x00080023, 'DA', date),
    element(0x0008002a, 'DT', `${date}${time}`),
    element(0x00080030, 'TM', time),
    element(0x00080033, 'TM', time),
    text(0x00080050, 'SH', file.accessionNumber, 16),
    element(0x00080060, 'CS', 'ECG'),
    text(0x00080070, 'LO', device.manufacturer),
    text(0x00080080, 'LO', file.institution),
    element(0x00080090, 'PN', ''),
    text(0x00081090, 'LO', device.model),
    element(0x00100010, 'PN', dicomName(patient.name)),
    text(0x00100020, 'LO', patient.id),
    element(0x00100030, 'DA', (patient.birthDate ?? '').replaceAll('-', '')),
    element(0x00100040, 'CS', patient.sex === 'U' ? '' : patient.sex),
    text(0x00181000, 'LO', device.serial),
    text(0x00181020, 'LO', device.software),
    sequence(0x0018a001, [contribution(file, options)]),
    element(0x0020000d, 'UI', options.uids.studyInstanceUid),
    element(0x0020000e, 'UI', options.uids.seriesInstanceUid),
    element(0x00200010, 'SH', ''),
    element(0x00200011, 'IS', '1'),
    element(0x00200013, 'IS', '1'),
    sequence(0x00400555, []),
    ...(annotations.length === 0 ? [] : [sequence(0x0040b020, annotations)]),
  ];
}

/** SOP Common's place for a system that changed an object on its way (PS3.3 C.12.1.1.5): no private element is needed. */
function contribution(file: EcgFile, options: DicomEcgOptions): ElementToWrite[] {
  return [
    element(0x00080070, 'LO', 'Yuanzhen'),
    element(0x0018a003, 'ST', `Converted from ${file.format}, original SHA-256 ${options.originalSha256}`),
    sequence(0x0040a170, [codeItem({ value: '109103', scheme: 'DCM', meaning: 'Modifying Equipment' })]),
  ];
}

/** A name as read aloud in components: the last word is the family name, but in Chinese, which stays in one. */
function dicomName(name: string): string {
  // A caret parts components, an equals sign groups, a backslash values; a name read aloud has none of them.
  const words = name
    .replaceAll(/[\\^=]/g, ' ')
    .slice(0, 62)
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0) return '';
  if (/\p{Script=Han}/u.test(name)) return `${words.join('')}^`;
  return `${words.at(-1)}^${words.slice(0, -1).join(' ')}`;
}
