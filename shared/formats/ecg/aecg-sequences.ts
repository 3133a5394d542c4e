/** Journey step 2: sequence sets of an HL7 aECG: a time axis and the leads on it (GLIST and SLIST values). */
import { failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { WaveformChannel, WaveformGroup, WaveformLead } from '../../study/waveform.ts';
import { at, attributeOf, childrenOf, numberIn } from '../xml/find-in-xml.ts';
import type { XmlElement } from '../xml/read-xml.ts';
import { buildGroup, buildLead, type LeadFilters } from './build-lead.ts';
import { hl7Milliseconds, quantityMilliseconds } from './hl7-time.ts';
import { leadName } from './lead-names.ts';
import { readNumberList } from './number-list.ts';
import { microvoltsPerUnit, plainFactor } from './voltage-units.ts';

export interface SequenceContext {
  readonly label: string;
  readonly filters: LeadFilters;
  /** Device time in ms at which the recording begins; null when unknown. */
  readonly beganAt: number | null;
}

interface TimeAxis {
  readonly stepMs: number;
  readonly startMs: number | null;
  readonly absolute: boolean;
}

/** One group; null when the set has a time axis but no lead in it. Fails with `waveform-invalid`. */
export function readSequenceSet(set: XmlElement, context: SequenceContext): Result<WaveformGroup | null> {
  const sequences = childrenOf(set, 'component').flatMap((component) => childrenOf(component, 'sequence'));
  const isTime = (sequence: XmlElement) => /^TIME_/.test(attributeOf(at(sequence, 'code'), 'code'));
  const leadSequences = sequences.filter((sequence) => !isTime(sequence));
  if (leadSequences.length === 0) return ok(null);
  const axis = readTimeAxis(sequences.find(isTime));
  if (axis === null) return invalid('TIME');
  const leads: WaveformLead[] = [];
  const others: WaveformChannel[] = [];
  for (const [index, sequence] of leadSequences.entries()) {
    const code = attributeOf(at(sequence, 'code'), 'code');
    const meaning = attributeOf(at(sequence, 'code'), 'displayName');
    const channel = readValues(at(sequence, 'value'), leadName(code, meaning, '', index));
    if (!channel.ok) return channel;
    const perUnit = microvoltsPerUnit(channel.value.unit);
    if (perUnit === undefined) {
      others.push(channel.value);
      continue;
    }
    const { name, samples, missing, unitsPerLsb, baseline } = channel.value;
    leads.push(
      buildLead({
        name,
        samples,
        missing,
        microvoltsPerLsb: plainFactor(unitsPerLsb * perUnit),
        baselineMicrovolts: plainFactor(baseline * perUnit),
        ...context.filters,
      }),
    );
  }
  const offset = offsetOf(axis, context.beganAt);
  const group = buildGroup(context.label, plainFactor(1000 / axis.stepMs), leads, offset);
  if (others.length === 0) return ok(group);
  const alone = leads.length === 0 ? Math.max(...others.map((other) => other.samples.length)) : 0;
  return ok({ ...group, sampleCount: group.sampleCount || alone, otherChannels: others });
}

/** TIME_ABSOLUTE is a GLIST_TS (head is a moment), TIME_RELATIVE a GLIST_PQ (head is a span). */
function readTimeAxis(sequence: XmlElement | undefined): TimeAxis | null {
  const value = at(sequence, 'value');
  const increment = at(value, 'increment');
  const step = numberIn(attributeOf(increment, 'value'));
  if (step === null) return null;
  const stepMs = quantityMilliseconds(step, attributeOf(increment, 'unit'));
  // 1 MHz at most, one sample an hour at least.
  if (stepMs === null || !(stepMs >= 1e-3 && stepMs <= 3_600_000)) return null;
  const head = at(value, 'head');
  const absolute = attributeOf(at(sequence, 'code'), 'code') !== 'TIME_RELATIVE';
  if (absolute) return { stepMs, startMs: hl7Milliseconds(attributeOf(head, 'value')), absolute };
  const start = numberIn(attributeOf(head, 'value'));
  const startMs = start === null ? null : quantityMilliseconds(start, attributeOf(head, 'unit'));
  return { stepMs, startMs, absolute };
}

function offsetOf(axis: TimeAxis, beganAt: number | null): number | undefined {
  if (axis.startMs === null) return undefined;
  if (!axis.absolute) return axis.startMs;
  return beganAt === null ? undefined : axis.startMs - beganAt;
}

/** SLIST_PQ and SLIST_INT: origin + scale × digits; GLIST_PQ: head + increment × index over a period. */
function readValues(value: XmlElement | undefined, name: string): Result<WaveformChannel> {
  const type = attributeOf(value, 'type').replace(/^.*:/, '');
  const quantity = (element: string) => ({
    text: attributeOf(at(value, element), 'value').trim(),
    value: numberIn(attributeOf(at(value, element), 'value')),
    unit: attributeOf(at(value, element), 'unit'),
  });
  const digits = at(value, 'digits');
  if (digits === undefined) return invalid(`${name}: ${type || 'value'}`);
  const list = readNumberList(digits.text || attributeOf(digits, 'value'));
  if (list === null || list.samples.length === 0) return invalid(`${name}: digits`);
  const scale = quantity('scale');
  const origin = quantity('origin');
  const unit = scale.unit || origin.unit;
  // Integers without any scale are counts of the converter: no amplitude can be stated of them.
  if (scale.value === null && type !== 'SLIST_INT') return invalid(`${name}: scale`);
  if (scale.value === 0) return invalid(`${name}: scale 0`);
  // An offset that is no number is not an offset of 0, nor is such a scale no scale.
  if (origin.value === null && origin.text !== '') return invalid(`${name}: origin ${origin.text}`);
  if (scale.value === null && scale.text !== '') return invalid(`${name}: scale ${scale.text}`);
  const originFactor = (microvoltsPerUnit(origin.unit) ?? 1) / (microvoltsPerUnit(unit) ?? 1);
  return ok({
    name,
    unit: scale.value === null ? '1' : unit,
    samples: list.samples,
    unitsPerLsb: plainFactor((scale.value ?? 1) / 10 ** list.decimals),
    baseline: plainFactor(
      (origin.value ?? 0) * (origin.unit === unit || origin.unit === '' ? 1 : originFactor),
    ),
    missing: list.missing,
  });
}

function invalid(detail: string) {
  return fail(failure('waveform-invalid', { detail }));
}
