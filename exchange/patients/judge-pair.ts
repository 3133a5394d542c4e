/**
 * What speaks for and against two records being one person, and whether the rule may join them by itself. Pure. Weights are
 * log2 of how much likelier an agreement is in one person than in two (Fellegi and Sunter 1969); docs/decisions/0010-patient-matching.md.
 */
import type { MatchReason } from '#shared/contract/exchange/patients.ts';
import { areCompatible, compareNames, type NameRelation } from '#shared/study/compatible-names.ts';
import { readIdentityNumber } from '#shared/study/identity-number.ts';
import type { PatientTable } from '../database/tables/patients.ts';

export type Identity = Pick<PatientTable, 'name' | 'sex' | 'birthDate' | 'identityNumber' | 'healthCard'>;

export interface Judgement {
  readonly reasons: MatchReason[];
  /** 0 to 1. */
  readonly confidence: number;
  /** Valid, equal identity numbers and compatible name, birth date and sex: nothing less joins without a person. */
  readonly joins: boolean;
  /** Worth a person's look. */
  readonly isProposed: boolean;
  /** Something speaks against it. */
  readonly isContradicted: boolean;
  /** Nothing speaks against it, and the names are compatible: both may stand in one person that the rule made. */
  readonly isCompatible: boolean;
}

const weights: Readonly<Record<MatchReason, number>> = {
  'identity-number-equal': 23,
  'identity-number-differs': -9,
  'identity-number-contradicted': -4,
  'health-card-equal': 17,
  'health-card-differs': -3,
  'site-id-equal': 8,
  'further-id-equal': 12,
  'name-same': 9,
  'name-variant': 8,
  'name-transcribed': 7,
  'name-reordered': 8,
  'name-alike-sound': 5,
  'name-alike-shape': 5.5,
  'name-different': -5.6,
  'birth-date-equal': 14,
  'birth-date-near': 4,
  'birth-date-differs': -5.6,
  'sex-equal': 1,
  'sex-differs': -5.6,
};

const against: ReadonlySet<MatchReason> = new Set([
  'identity-number-differs',
  'identity-number-contradicted',
  'name-different',
  'birth-date-differs',
  'birth-date-near',
  'sex-differs',
]);

/** Bits against any two records of a region of a million people being one. */
const priorBits = 20;
const proposedFrom = 0.4;

/** A number that both go by, beside identity number and health card: one site's own, or a further one of one issuer. */
export type SharedNumber = 'site-id-equal' | 'further-id-equal';

/** Symmetrical. */
export function judgePair(one: Identity, other: Identity, shared: SharedNumber | null = null): Judgement {
  const relation = compareNames(one.name, other.name);
  const hasEqualNumber = one.identityNumber !== null && one.identityNumber === other.identityNumber;
  const reasons: MatchReason[] = [
    ...numberReasons(one, other),
    ...cardReasons(one, other),
    ...(shared === null ? [] : [shared]),
    ...nameReasons(relation),
    ...birthDateReasons(one.birthDate, other.birthDate),
    ...sexReasons(one.sex, other.sex),
  ];
  const bits = reasons.reduce((sum, reason) => {
    // Birth date and sex are written inside the number: with it they say nothing new.
    const isKnown = hasEqualNumber && (reason === 'birth-date-equal' || reason === 'sex-equal');
    return sum + (isKnown ? 0.5 : weights[reason]);
  }, -priorBits);
  const confidence = Math.round((1 / (1 + 2 ** -bits)) * 10_000) / 10_000;
  const isContradicted = reasons.some((reason) => against.has(reason));
  return {
    reasons,
    confidence,
    joins: hasEqualNumber && relation !== 'unknown' && areCompatible(relation) && !isContradicted,
    isProposed: confidence >= proposedFrom || hasEqualNumber,
    isContradicted,
    isCompatible: !isContradicted && areCompatible(relation),
  };
}

/**
 * True where a later order or study under the same key is about the same record: no field differs. An order that contradicts
 * its own number is still about the record it made.
 */
export function fitsRecord(record: Identity, given: Identity): boolean {
  const { reasons } = judgePair(record, given);
  return !reasons.some(
    (reason) =>
      (against.has(reason) && reason !== 'identity-number-contradicted') ||
      reason === 'name-alike-sound' ||
      reason === 'name-alike-shape',
  );
}

function numberReasons(one: Identity, other: Identity): MatchReason[] {
  const reasons: MatchReason[] = [];
  if (one.identityNumber !== null && other.identityNumber !== null) {
    const isEqual = one.identityNumber === other.identityNumber;
    reasons.push(isEqual ? 'identity-number-equal' : 'identity-number-differs');
  }
  const isContradicted = [one, other].some((record) =>
    [one, other].some((numbered) => contradicts(numbered, record)),
  );
  return isContradicted ? [...reasons, 'identity-number-contradicted'] : reasons;
}

/** The number of one says another birth date or sex than the record does. */
function contradicts(numbered: Identity, record: Identity): boolean {
  const read = numbered.identityNumber === null ? null : readIdentityNumber(numbered.identityNumber);
  if (read === null || !read.ok) return false;
  const { birthDate, sex } = read.value;
  const isOtherSex = (record.sex === 'M' || record.sex === 'F') && record.sex !== sex;
  return isOtherSex || (record.birthDate !== null && record.birthDate !== birthDate);
}

function cardReasons(one: Identity, other: Identity): MatchReason[] {
  if (one.healthCard === null || other.healthCard === null) return [];
  return [one.healthCard === other.healthCard ? 'health-card-equal' : 'health-card-differs'];
}

function nameReasons(relation: NameRelation): MatchReason[] {
  return relation === 'unknown' ? [] : [`name-${relation}`];
}

function birthDateReasons(one: string | null, other: string | null): MatchReason[] {
  if (one === null || other === null) return [];
  if (one === other) return ['birth-date-equal'];
  const differing = [...one].filter((character, at) => character !== other[at]).length;
  const [year = '', month = '', day = ''] = one.split('-');
  const isNear = differing === 1 || other === `${year}-${day}-${month}`;
  return [isNear ? 'birth-date-near' : 'birth-date-differs'];
}

function sexReasons(one: Identity['sex'], other: Identity['sex']): MatchReason[] {
  if (!/^[MF]$/.test(one) || !/^[MF]$/.test(other)) return [];
  return [one === other ? 'sex-equal' : 'sex-differs'];
}
