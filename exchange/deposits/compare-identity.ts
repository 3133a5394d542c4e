/**
 * Order and device: do they name one patient? Name, sex, birth date and id are compared; names by the one rule of
 * shared/study/compatible-names.ts. What the device left empty says nothing.
 */
import { areCompatible, compareNames } from '#shared/study/compatible-names.ts';
import type { Patient } from '#shared/study/patient.ts';
import type { Study } from '#shared/study/study.ts';
import type { Task } from '#shared/study/task.ts';

export type IdentityDifference = Task['identity']['differences'][number];

/** The differences a person has to judge; empty when order and device agree. */
export function compareIdentity(order: Patient, device: Study['devicePatient']): IdentityDifference[] {
  const differences: IdentityDifference[] = [];
  const differ = (field: IdentityDifference['field'], ours: string, theirs: string) => {
    differences.push({ field, order: ours, device: theirs });
  };
  if (!areCompatible(compareNames(order.name, device.name))) differ('name', order.name, device.name);
  const sex = device.sex.trim().toUpperCase();
  if (/^[MF]/.test(sex) && /^[MF]$/.test(order.sex) && sex[0] !== order.sex)
    differ('sex', order.sex, device.sex);
  if (order.birthDate !== null && device.birthDate !== null && device.birthDate !== '') {
    const digits = (text: string) => text.replace(/\D/g, '');
    if (digits(order.birthDate) !== digits(device.birthDate))
      differ('birthDate', order.birthDate, device.birthDate);
  }
  const id = (text: string) => text.normalize('NFKC').replace(/[\s-]/g, '').toLowerCase();
  if (id(order.id) !== '' && id(device.id) !== '' && id(order.id) !== id(device.id)) {
    differ('id', order.id, device.id);
  }
  return differences;
}
