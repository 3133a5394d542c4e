/** Exams: the order fits the finding, the objects fit the order, and DCMTK reads every one of them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderFormSchema } from '#shared/study/order.ts';
import { missingFields } from '#shared/study/order-rules.ts';
import type { Exam, ExamKind } from '../../practice/exam.ts';
import { generateExam, scenarios } from '../../practice/generate-exam.ts';
import { createRandom } from '../../practice/random.ts';
import { drawPerson } from '../../practice/scenarios/people.ts';

const now = new Date(2026, 10, 23, 9, 30, 15);
const ecgCodes = scenarios.ecg.map((scenario) => scenario.code);

describe('generateExam', () => {
  let folder: string;
  const exams = new Map<ExamKind, Exam>();
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'practice-'));
    for (const kind of ['ct', 'mr', 'dr', 'us', 'ecg'] as const) {
      exams.set(kind, generateExam({ seed: `exam ${kind}`, kind, now }));
    }
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['ct', 'CTImageStorage', 25],
    ['mr', 'MRImageStorage', 40],
    ['dr', 'DigitalXRayImageStorageForPresentation', 1],
    ['us', 'UltrasoundMultiframeImageStorage', 1],
    ['ecg', 'TwelveLeadECGWaveformStorage', 1],
  ] as const)('writes %s as %s that DCMTK reads, with the order’s identity', (kind, sopClass, least) => {
    const exam = exams.get(kind) as Exam;
    expect(exam.objects.length).toBeGreaterThanOrEqual(least);
    const { name, bytes } = exam.objects[0] as Exam['objects'][number];
    const path = join(folder, name);
    writeFileSync(path, bytes);
    execFileSync('dcmftest', [path]);
    const dump = execFileSync('dcmdump', ['--convert-to-utf8', path], { encoding: 'utf8' });
    expect(dump).toContain(`=${sopClass}`);
    expect(dump).toContain(`[${exam.order.accessionNumber}]`);
    expect(dump).toContain(`[${exam.order.patient.id}]`);
    expect(dump).toContain(`[${exam.order.patient.birthDate.replaceAll('-', '')}]`);
    const group = /\(0010,0010\) PN \[[^=]+=([^\]]+)\]/.exec(dump)?.[1];
    expect(group?.replace('^', '')).toBe(exam.order.patient.name);
  });

  it('writes the pixels that rows, columns, frames and bits announce', () => {
    for (const [kind, expected] of [
      ['ct', 512 * 512 * 2],
      ['mr', 256 * 256 * 2],
      ['dr', 1536 * 1664 * 2],
      ['us', 640 * 480 * 40],
    ] as const) {
      const { bytes, name } = (exams.get(kind) as Exam).objects[0] as Exam['objects'][number];
      writeFileSync(join(folder, name), bytes);
      const dump = execFileSync('dcmdump', ['+P', '7fe0,0010', join(folder, name)], {
        encoding: 'utf8',
      });
      expect(dump).toContain(`# ${expected},`);
    }
  });

  it('gives every slice its own position along one normal', () => {
    const { objects } = exams.get('ct') as Exam;
    const paths = objects.map(({ bytes, name }) => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    });
    const dump = execFileSync('dcmdump', ['+P', '0020,0032', ...paths], { encoding: 'utf8' });
    const positions = [...dump.matchAll(/\\([-\d.]+)\]/g)].map((match) => Number(match[1]));
    expect(new Set(positions).size).toBe(objects.length);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(new Set(objects.map((object) => object.sopInstanceUid)).size).toBe(objects.length);
  });

  it('is equal for an equal seed and differs for another', () => {
    const ask = { kind: 'ecg', now } as const;
    expect(generateExam({ seed: 'a', ...ask })).toEqual(generateExam({ seed: 'a', ...ask }));
    expect(generateExam({ seed: 'a', ...ask }).studyInstanceUid).not.toBe(
      generateExam({ seed: 'b', ...ask }).studyInstanceUid,
    );
  });

  it.each(ecgCodes)('places a complete order for %s', (scenario) => {
    const exam = generateExam({ seed: scenario, scenario, now });
    const form = orderFormSchema.parse({ ...exam.order, expectedObjects: exam.objects.length });
    expect(form.kind).toBe('ecg');
    expect(missingFields(form)).toEqual([]);
    expect(exam.finding.code).toBe(scenario);
    expect(exam.finding.normal).toBe(scenario === 'ecg/sinus');
  });

  it('keeps every scenario’s texts and ages in order', () => {
    const random = createRandom('people');
    for (const scenario of Object.values(scenarios).flat()) {
      expect(scenario.orders.length).toBeGreaterThan(0);
      for (const text of [scenario.finding, scenario.impression]) {
        expect(text['zh-CN']).not.toBe('');
        expect(text.en).not.toBe('');
      }
      const person = drawPerson(random, now, scenario.ages, scenario.sex);
      expect(person.age).toBeGreaterThanOrEqual(scenario.ages[0]);
      expect(person.age).toBeLessThanOrEqual(scenario.ages[1] + 1);
      expect(person.dicomName).toMatch(/^[A-Za-z]+\^[A-Za-z]+=\S+\^\S+$/);
    }
  });
});
