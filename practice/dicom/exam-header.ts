/** Patient, study and series attributes that every object of an exam shares. */
import type { Device } from '../devices.ts';
import type { Person } from '../scenarios/people.ts';
import type { CharacterSet } from './encode-text.ts';
import type { DataSet } from './write-data-set.ts';

export interface ExamHeader {
  readonly person: Person;
  readonly device: Device;
  readonly hospital: string;
  readonly modality: string;
  readonly bodyPart: string;
  readonly accessionNumber: string;
  readonly studyInstanceUid: string;
  readonly studyDescription: string;
  readonly characterSet: CharacterSet;
  readonly acquired: Date;
}

export interface SeriesHeader {
  readonly seriesInstanceUid: string;
  readonly number: number;
  readonly description: string;
}

/** Attributes of the shared modules; `instance` counts from 1. */
export function describeObject(
  exam: ExamHeader,
  series: SeriesHeader,
  sopClassUid: string,
  sopInstanceUid: string,
  instance: number,
): DataSet {
  const date = dicomDate(exam.acquired);
  const time = dicomTime(exam.acquired);
  return {
    InstanceCreationDate: date,
    InstanceCreationTime: time,
    SOPClassUID: sopClassUid,
    SOPInstanceUID: sopInstanceUid,
    StudyDate: date,
    SeriesDate: date,
    AcquisitionDate: date,
    ContentDate: date,
    StudyTime: time,
    SeriesTime: time,
    AcquisitionTime: time,
    ContentTime: time,
    AccessionNumber: exam.accessionNumber,
    Modality: exam.modality,
    Manufacturer: exam.device.manufacturer,
    InstitutionName: exam.hospital,
    ReferringPhysicianName: '',
    StationName: exam.device.aeTitle,
    StudyDescription: exam.studyDescription,
    SeriesDescription: series.description,
    ManufacturerModelName: exam.device.model,
    PatientName: exam.person.dicomName,
    PatientID: exam.person.id,
    PatientBirthDate: exam.person.birthDate.replaceAll('-', ''),
    PatientSex: exam.person.sex,
    PatientAge: `${String(exam.person.age).padStart(3, '0')}Y`,
    BodyPartExamined: exam.bodyPart,
    DeviceSerialNumber: exam.device.serial,
    SoftwareVersions: '1.0',
    StudyInstanceUID: exam.studyInstanceUid,
    SeriesInstanceUID: series.seriesInstanceUid,
    StudyID: exam.accessionNumber.slice(-6),
    SeriesNumber: series.number,
    AcquisitionNumber: 1,
    InstanceNumber: instance,
  };
}

/** DA in the device's local time. */
export function dicomDate(time: Date): string {
  return `${time.getFullYear()}${two(time.getMonth() + 1)}${two(time.getDate())}`;
}

/** TM in the device's local time. */
export function dicomTime(time: Date): string {
  return `${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
