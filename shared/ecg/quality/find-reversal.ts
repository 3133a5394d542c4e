/** Exchanged limb electrodes: what the frontal leads show that no heart does. */
import type { Evidence, IntervalMeasurements, LeadAmplitudes, LeadReversal } from '../analysis.ts';

/** A lead between the two legs is a line beside the others (Kligfield and others, AHA/ACC/HRS 2007 part I). */
const line = { mv: 0.12, share: 0.15 };

/**
 * LA-RA: lead I upside down, P with it. RA-LL: lead II upside down, P with it, the axis in no man's land. RA-RL and LA-RL: lead
 * II or III a line. LA-LL exchanges I and II and turns III over: it looks like a normal ECG but for its P wave, greater in I than in II and
 * turned in III (Abdollah and Milliken, Am. J. Cardiol. 80, 1997). Dextrocardia looks like LA-RA, so no confidence is high.
 */
export function findReversal(measured: IntervalMeasurements): LeadReversal | null {
  const { amplitudesMv, axesDeg } = measured;
  const { I, II, III, aVR } = amplitudesMv;
  if (!I || !II || !III) return null;
  const sizes = { I: sizeOf(I), II: sizeOf(II), III: sizeOf(III) };
  const flat = (lead: 'II' | 'III', others: readonly ('I' | 'II' | 'III')[]): boolean =>
    sizes[lead] < line.mv && others.every((other) => sizes[lead] < line.share * sizes[other]);
  const size = (lead: 'I' | 'II' | 'III'): Evidence => ({
    name: 'qrsSize',
    value: sizes[lead],
    unit: 'mV',
    lead,
  });
  if (flat('II', ['I', 'III']))
    return { kind: 'RA-RL', confidence: 'medium', evidence: [size('I'), size('II'), size('III')] };
  if (flat('III', ['I', 'II']))
    return { kind: 'LA-RL', confidence: 'low', evidence: [size('I'), size('II'), size('III')] };
  const { p, qrs } = axesDeg;
  if (p === null || qrs === null || I.p === null) return null;
  const axes: Evidence[] = [
    { name: 'pAxis', value: p, unit: 'deg' },
    { name: 'qrsAxis', value: qrs, unit: 'deg' },
  ];
  const nobody = (axis: number): boolean => axis < -90 && axis > -170;
  if (II.p !== null && II.p < -0.05 && isDown(II) && nobody(p) && nobody(qrs) && (aVR?.p ?? 0) > 0)
    return {
      kind: 'RA-LL',
      confidence: 'low',
      evidence: [...axes, { name: 'p', value: II.p, unit: 'mV', lead: 'II' }],
    };
  if (I.p < -0.03 && isDown(I) && Math.abs(p) > 100 && Math.abs(qrs) > 90 && (aVR?.p ?? 0) > 0)
    return {
      kind: 'LA-RA',
      confidence: 'medium',
      evidence: [...axes, { name: 'p', value: I.p, unit: 'mV', lead: 'I' }],
    };
  if (isLikeLeftLegReversed(measured))
    return {
      kind: 'LA-LL',
      confidence: 'low',
      evidence: [
        ...axes,
        { name: 'p', value: I.p, unit: 'mV', lead: 'I' },
        { name: 'p', value: II.p ?? 0, unit: 'mV', lead: 'II' },
        { name: 'p', value: III.p ?? 0, unit: 'mV', lead: 'III' },
      ],
    };
  return null;
}

/** The exchange turns an axis a into 60° − a: axes that are usual come out to the left, a usual P axis of 45° and more below 15°. */
const exchanged = { p: [-30, 15], qrs: [-45, 30], t: [-45, 35] } as const;

function isLikeLeftLegReversed({ axesDeg, amplitudesMv: { I, II, III } }: IntervalMeasurements): boolean {
  const within = (name: keyof typeof exchanged): boolean => {
    const axis = axesDeg[name];
    return axis !== null && axis > exchanged[name][0] && axis < exchanged[name][1];
  };
  const one = I?.p ?? 0;
  return (
    within('p') && within('qrs') && within('t') && one > 0.03 && one > (II?.p ?? one) && (III?.p ?? 0) < 0
  );
}

function isDown(lead: LeadAmplitudes): boolean {
  return Math.abs(Math.min(lead.q ?? 0, lead.s ?? 0)) > (lead.r ?? 0);
}

function sizeOf({ q, r, s, rPrime }: LeadAmplitudes): number {
  return Math.max(r ?? 0, rPrime ?? 0, 0) - Math.min(q ?? 0, s ?? 0, 0);
}
