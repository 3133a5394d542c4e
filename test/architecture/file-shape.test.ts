import { describe, expect, it } from 'vitest';
import { type SourceFile, sourceFiles } from './source-files.ts';

const folders = [
  'electron',
  'renderer',
  'main',
  'shared',
  'exchange',
  'practice',
  'cli',
  'bench',
  'soak',
  'scripts',
];
const files: SourceFile[] = folders.flatMap(sourceFiles).filter((file) => !file.path.includes('.generated.'));

const quantile = (share: number): number => {
  const lines = files.map((file) => file.lines).sort((a, b) => a - b);
  return lines[Math.floor(lines.length * share)] ?? 0;
};

describe('the shape of a file', () => {
  it('no file is over 400 lines', () => {
    expect(files.filter((file) => file.lines > 400).map((file) => `${file.path} ${file.lines}`)).toEqual([]);
  });

  it('the median is at most 80 lines and nine in ten are at most 250', () => {
    expect(quantile(0.5)).toBeLessThanOrEqual(80);
    expect(quantile(0.9)).toBeLessThanOrEqual(250);
  });

  it('names are kebab-case and say what is inside', () => {
    const forbidden = /(^|[-/.])(utils?|helpers?|common|misc|managers?|services?|base)([-/.]|$)/;
    const bad = files.filter(
      (file) => forbidden.test(file.path) || file.path.split('/').some((part) => !/^[a-z0-9.-]+$/.test(part)),
    );
    expect(bad.map((file) => file.path)).toEqual([]);
  });

  it('every file begins by saying what it is', () => {
    const silent = files.filter((file) => !/^(#!.*\n)?(\/\/ @[^\n]*\n)?\s*(\/\*\*|\/\/)/.test(file.text));
    expect(silent.map((file) => file.path)).toEqual([]);
  });

  it('nothing switches the checks off', () => {
    const loose = files.filter((file) =>
      /@ts-ignore|@ts-nocheck|@ts-expect-error|\bas any\b/.test(file.text),
    );
    expect(loose.map((file) => file.path)).toEqual([]);
  });
});
