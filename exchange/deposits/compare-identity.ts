/**
 * Order and device: do they name one patient? Name, sex, birth date and id are compared; encoding, width, case,
 * separators and pinyin make no difference. What the device left empty says nothing.
 */
import { pinyin } from 'pinyin-pro';
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
  if (device.name.trim() !== '' && !sameName(order.name, device.name))
    differ('name', order.name, device.name);
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

/** A PN carries up to three groups (alphabetic=ideographic=phonetic, PS3.5 6.2.1): one that fits is enough. */
export function sameName(order: string, device: string): boolean {
  const wanted = fold(order);
  return device
    .normalize('NFKC')
    .split('=')
    .filter((group) => fold(group) !== '')
    .some(
      (group) =>
        sameParts(order, group) ||
        rotations(group).some(
          (found) => found === wanted || soundsLike([...wanted], found) || soundsLike([...found], wanted),
        ),
    );
}

/** `Xiaodong Wang` is `WangXiaodong` as well: which part leads depends on the device's maker. */
function rotations(name: string): string[] {
  const parts = partsOf(name);
  return parts.map((_, at) => [...parts.slice(at), ...parts.slice(0, at)].join(''));
}

function partsOf(name: string): string[] {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s^,]+/)
    .map(fold)
    .filter((part) => part !== '');
}

/** Width and case folded, separators gone. */
function fold(name: string): string {
  return name
    .normalize('NFKC')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s^,.·•'’`-]/g, '');
}

/** `Xiaodong Wang` and `WANG^XIAODONG`: the same parts in another order. */
function sameParts(a: string, b: string): boolean {
  return partsOf(a).sort().join(' ') === partsOf(b).sort().join(' ');
}

/** True when the syllables of the characters, in any of their readings, spell `text` from start to end. */
function soundsLike(characters: readonly string[], text: string): boolean {
  const [first, ...rest] = characters;
  if (first === undefined) return text === '';
  if (text === '') return false;
  return readings(first).some(
    (reading) => text.startsWith(reading) && soundsLike(rest, text.slice(reading.length)),
  );
}

function readings(character: string): string[] {
  if (!/\p{Script=Han}/u.test(character)) return [character];
  const options = { toneType: 'none', type: 'array' } as const;
  const all = new Set([
    ...pinyin(character, { ...options, multiple: true }),
    ...pinyin(character, { ...options, surname: 'head' }),
  ]);
  // ü is typed as v, u or yu on devices that have no umlaut.
  return [...all].flatMap((one) =>
    one.includes('ü') ? ['v', 'u', 'yu', 'ü'].map((letter) => one.replace('ü', letter)) : [one],
  );
}
