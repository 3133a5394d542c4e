/** The XML dialects: every sample comes back, whatever the numbers; damage and impossible headers are refused in words. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32 } from '#shared/formats/ecg/crc-32.ts';
import type { EcgFile } from '#shared/formats/ecg/ecg-file.ts';
import { leadAmplitude } from '#shared/formats/ecg/lead-amplitude.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { decodeXli } from '#shared/formats/ecg/xli.ts';
import { eighteenLeads, fifteenLeads } from '../../../builders/wide-ecgs.ts';
import {
  aecgText,
  museText,
  philipsText,
  schillerText,
  type XmlEcgChoices,
  xliChunk,
} from '../../../builders/xml-ecgs.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

function read(text: string): EcgFile {
  const file = readEcgFile(bytesOf(text));
  if (!file.ok) throw new Error(`${file.failure.code}: ${file.failure.message}`);
  return file.value;
}

function codeOf(text: string): string {
  const file = readEcgFile(bytesOf(text));
  return file.ok ? 'ok' : file.failure.code;
}

const dialects: ReadonlyArray<readonly [string, (choices: XmlEcgChoices) => string]> = [
  ['hl7-aecg', aecgText],
  ['muse-xml', museText],
  ['philips-xml', philipsText],
  ['schiller-xml', schillerText],
];

const names = ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'];
const eightLeads = fc
  .integer({ min: 100, max: 400 })
  .chain((count) =>
    fc.tuple(
      ...names.map((name) =>
        fc
          .array(fc.integer({ min: -32768, max: 32767 }), { minLength: count, maxLength: count })
          .map((samples) => ({ name, samples })),
      ),
    ),
  );
const wave = {
  name: 'II',
  samples: Array.from({ length: 300 }, (_, at) => Math.round(100 * Math.sin(at / 9))),
};

describe.each(dialects)('%s', (format, write) => {
  test('every sample, the scale and the rate come back; the limb leads follow exactly', () => {
    fc.assert(
      fc.property(
        eightLeads,
        fc.constantFrom(250, 500, 1000),
        fc.constantFrom(1, 2.5, 4.88),
        (leads, hertz, scale) => {
          const file = read(write({ leads, samplingHz: hertz, microvoltsPerLsb: scale }));
          const [group] = file.waveform.groups;
          expect([file.format, group?.samplingHz]).toEqual([format, hertz]);
          const stored = group?.leads.filter((lead) => lead.derived !== true) ?? [];
          expect(stored.map((lead) => [lead.name, [...lead.samples], lead.microvoltsPerLsb])).toEqual(
            leads.map((lead) => [lead.name, lead.samples, scale]),
          );
          const foot = group?.leads.find((lead) => lead.name === 'aVF');
          expect(foot?.microvoltsPerLsb).toBe(scale / 2);
          expect([...(foot?.samples ?? [])]).toEqual(
            leads[1]?.samples.map((second, at) => 2 * second - (leads[0]?.samples[at] ?? 0)),
          );
        },
      ),
      { numRuns: 15 },
    );
  });

  test('patient and time', () => {
    const { patient, waveform } = read(write({ leads: [wave] }));
    expect([patient.name, patient.id]).toEqual(['王小东', 'P-7']);
    expect(waveform.acquiredAt).toBe('2026-01-02T03:04:05');
  });

  test.each([0, -500, Number.NaN, 1e9])('a rate of %d is refused', (samplingHz) => {
    expect(codeOf(write({ leads: [wave], samplingHz }))).toBe('waveform-invalid');
  });

  test.each([0, Number.NaN, Number.POSITIVE_INFINITY])('a scale of %d is refused', (microvoltsPerLsb) => {
    expect(codeOf(write({ leads: [wave], microvoltsPerLsb }))).toBe('waveform-invalid');
  });

  test('fifteen and eighteen leads keep their names', () => {
    for (const { leads } of [fifteenLeads, eighteenLeads]) {
      const [group] = read(write({ leads: leads.map((name) => ({ ...wave, name })) })).waveform.groups;
      expect(group?.leads.map(({ name }) => name)).toEqual(leads);
    }
  });

  test('no lead is no waveform', () => {
    expect(['no-waveform', 'waveform-invalid']).toContain(codeOf(write({ leads: [] })));
  });

  test('no cut is ever taken for the whole', () => {
    const text = write({ leads: [wave] });
    for (let cut = 1; cut < 100; cut++) {
      expect(codeOf(text.slice(0, Math.floor((text.length * cut) / 100)))).not.toBe('ok');
    }
  });

  test('no changed byte makes it throw', () => {
    const bytes = bytesOf(write({ leads: [wave] }));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        (changes) => {
          const changed = Uint8Array.from(bytes);
          for (const [at, value] of changes) changed[at] = value;
          const file = readEcgFile(changed);
          if (!file.ok) expect(file.failure.message).not.toBe('');
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** Words for "no value", as programs write them; each stands for one sample. */
const noValues = [
  'NaN',
  'nan',
  '-NaN',
  '-nan(ind)',
  '1.#QNAN',
  '-1.#IND',
  'INF',
  '-Infinity',
  'null',
  'N/A',
  '-',
];

describe.each([
  ['hl7-aecg', aecgText, /<digits>[^<]*/, '<digits>', ' '],
  ['schiller-xml', schillerText, /<data>[^<]*/, '<data>', ','],
] as const)('%s: samples that are no number', (_format, write, where, tag, comma) => {
  const withWords = (words: readonly string[]) =>
    read(write({ leads: [wave, { ...wave, name: 'I' }] }).replace(where, `${tag}${words.join(comma)}`))
      .waveform.groups[0]?.leads;

  test.each(noValues)('%s is a missing sample, and so it is in the leads that follow from it', (word) => {
    const words = wave.samples.map(String);
    words[100] = word;
    words[101] = word;
    const leads = withWords(words);
    for (const name of ['II', 'III', 'aVR', 'aVL', 'aVF'])
      expect(leads?.find((lead) => lead.name === name)?.missing, name).toEqual([[100, 102]]);
    expect(leads?.find((lead) => lead.name === 'I')?.missing).toEqual([]);
    const own = [...(leads?.find((lead) => lead.name === 'II')?.samples ?? [])];
    expect([...own.slice(0, 100), ...own.slice(102)]).toEqual([
      ...wave.samples.slice(0, 100),
      ...wave.samples.slice(102),
    ]);
  });

  test('another word refuses the file', () => {
    const words = wave.samples.map(String);
    words[100] = 'abc';
    expect(() => withWords(words)).toThrow('waveform-invalid');
  });
});

test('schiller-xml: nothing between two commas is a missing sample, and what follows stays at its time', () => {
  const words = wave.samples.map(String);
  words[100] = '';
  const text = schillerText({ leads: [wave] }).replace(/<data>[^<]*/, `<data>${words.join(',')},\n`);
  const lead = read(text).waveform.groups[0]?.leads[0];
  expect(lead?.missing).toEqual([[100, 101]]);
  expect(lead?.samples.length).toBe(300);
  expect([...(lead?.samples ?? [])].slice(101)).toEqual(wave.samples.slice(101));
});

test.each([
  ['muse-xml', museText, /<WaveFormData>[^<]*/, '<WaveFormData>'],
  ['philips-xml', philipsText, /(resolution="5">)[^<]*/, 'resolution="5">'],
] as const)('%s: words in place of base64 are never taken for samples', (_format, write, where, tag) => {
  for (const words of ['NaN '.repeat(300), 'null '.repeat(300), '12 NaN 7 13 '.repeat(60)])
    expect(codeOf(write({ leads: [wave] }).replace(where, tag + words))).toBe('waveform-invalid');
});

describe('hl7-aecg', () => {
  const set = (head: string, name: string) => `<component><sequenceSet>
    <component><sequence><code code="TIME_ABSOLUTE"/><value type="GLIST_TS"><head value="${head}"/>
    <increment value="2" unit="ms"/></value></sequence></component><component><sequence><code code="MDC_ECG_LEAD_${name}"/>
    <value type="SLIST_PQ"><origin value="1" unit="mV"/><scale value="0.005" unit="mV"/><digits>1 2 3</digits></value>
    </sequence></component></sequenceSet></component>`;

  test('stretches recorded one after the other become one tracing with gaps', () => {
    const text = aecgText({ leads: [wave] }, set('20260102030405.600', 'V1'));
    const [group, ...others] = read(text).waveform.groups;
    expect([others.length, group?.sampleCount]).toEqual([0, 303]);
    expect(group?.leads.map((lead) => [lead.name, lead.missing])).toEqual([
      ['II', [[300, 303]]],
      ['V1', [[0, 300]]],
    ]);
    expect(group?.leads.map(leadAmplitude)[1]).toEqual({ min: 1.005, max: 1.015 });
  });

  test('fractions are kept, words for "no value" are missing', () => {
    const text = aecgText({ leads: [wave] }).replace(
      /<digits>[^<]*/,
      `<digits>${'1.25 -2 NaN nan 0.5 '.repeat(50)}`,
    );
    const lead = read(text).waveform.groups[0]?.leads[0];
    expect([...(lead?.samples ?? [])].slice(0, 5)).toEqual([125, -200, 0, 0, 50]);
    expect([lead?.microvoltsPerLsb, lead?.missing[0]]).toEqual([0.05, [2, 4]]);
  });

  test('an origin that is no number is not 0', () => {
    expect(codeOf(aecgText({ leads: [wave] }).replace('<origin value="0"', '<origin value="NaN"'))).toBe(
      'waveform-invalid',
    );
  });

  test('counts without a scale are no voltage', () => {
    const text = aecgText({ leads: [wave] })
      .replace('SLIST_PQ', 'SLIST_INT')
      .replace(/<origin[^>]*>\s*<scale[^>]*>/, '');
    expect(read(text).waveform.groups[0]?.otherChannels).toMatchObject([{ name: 'II', unit: '1' }]);
  });

  test('a person confirms, a device states; a later beat does not replace a measurement', () => {
    const annotation = (inner: string, author: string) =>
      `<subjectOf><annotationSet><author><assignedEntity><assignedAuthorType><${author}/></assignedAuthorType></assignedEntity></author>
      ${inner}</annotationSet></subjectOf>`;
    const measured = (value: number) =>
      `<component><annotation><code code="MDC_ECG_TIME_PD_QT"/><value type="PQ" value="${value}" unit="ms"/></annotation></component>`;
    const stated = (text: string) =>
      `<component><annotation><code code="MDC_ECG_INTERPRETATION_STATEMENT"/><value type="ST">${text}</value></annotation></component>`;
    const { waveform } = read(
      aecgText(
        { leads: [wave] },
        annotation(measured(400) + measured(380) + stated('窦性心律'), 'assignedDevice') +
          annotation(stated('房颤'), 'assignedPerson'),
      ),
    );
    expect(waveform.measurements).toEqual([
      { name: 'QT Interval', value: 400, unit: 'ms', code: 'MDC_ECG_TIME_PD_QT' },
    ]);
    expect(waveform.statements).toEqual([
      { text: '窦性心律', confirmed: false },
      { text: '房颤', confirmed: true },
    ]);
  });
});

describe('muse-xml', () => {
  const checksum = (samples: readonly number[]) => crc32(new Uint8Array(Int16Array.from(samples).buffer));

  test('order, device, filters, statements', () => {
    const file = read(museText({ leads: [wave] }, checksum));
    expect(file).toMatchObject({
      accessionNumber: 'A-9',
      institution: '沔城',
      device: { model: 'MAC5' },
      complete: true,
      patient: { sex: 'F', birthDate: '1970-02-28' },
    });
    expect(file.waveform.statements.map(({ text }) => text)).toEqual(['窦性心律', 'ST depression in V5']);
    expect(file.waveform.measurements).toEqual([
      { name: 'PR Interval', value: 160, unit: 'ms', code: 'PRInterval' },
    ]);
    expect(file.waveform.groups[0]?.leads[0]).toMatchObject({
      filterLowHz: 0.05,
      filterHighHz: 150,
      notchHz: 50,
    });
  });

  test('samples that do not fit their checksum are shown and marked', () => {
    const file = read(museText({ leads: [wave] }, (samples) => checksum(samples) ^ 1));
    expect([file.complete, [...file.warnings]]).toEqual([false, ['waveform-checksum']]);
  });

  test('damaged base64 is refused', () => {
    expect(codeOf(museText({ leads: [wave] }).replace('<WaveFormData>', '<WaveFormData>*'))).toBe(
      'waveform-invalid',
    );
    expect(codeOf(museText({ leads: [wave] }).replace('<WaveFormData>', '<WaveFormData>A'))).toBe(
      'waveform-invalid',
    );
  });

  test('fewer samples than promised', () => {
    const text = museText({ leads: [wave] }).replace('Total>300<', 'Total>301<');
    expect(read(text)).toMatchObject({ complete: false });
  });
});

describe('philips-xml', () => {
  test('XLI gives back what was packed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -8000, max: 8000 }), { minLength: 3, maxLength: 3000 }),
        fc.array(fc.integer({ min: -8000, max: 8000 }), { minLength: 3, maxLength: 50 }),
        (one, two) => {
          const block = Buffer.concat([xliChunk(one), xliChunk(two)]);
          expect(decodeXli(new Uint8Array(block), 2)?.map((samples) => [...samples])).toEqual([one, two]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a cut or changed chunk ends in words', () => {
    const chunk = xliChunk(wave.samples);
    expect(decodeXli(chunk.subarray(0, chunk.length - 1), 1)).toBeNull();
    const huge = Uint8Array.from(chunk);
    huge[3] = 0x7f;
    expect(codeOf(philipsText({ leads: [wave] }, huge))).toBe('waveform-invalid');
  });

  test('III, aVR, aVL and aVF are restored from I, II and what they differ by', () => {
    const limb = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF'].map((name) => ({ name, samples: wave.samples }));
    const zeros = wave.samples.map(() => 0);
    const one = wave.samples;
    const two = wave.samples.map((value) => value + 7);
    const chunks = [one, two, zeros, zeros, zeros, zeros].map(xliChunk);
    const leads = read(philipsText({ leads: limb }, new Uint8Array(Buffer.concat(chunks)))).waveform.groups[0]
      ?.leads;
    const of = (name: string) => [...(leads?.find((lead) => lead.name === name)?.samples ?? [])].slice(0, 50);
    expect(of('III')).toEqual(one.slice(0, 50).map(() => 7));
    expect(of('aVR')).toEqual(one.slice(0, 50).map((value) => -Math.trunc((2 * value + 7) / 2)));
  });
});
