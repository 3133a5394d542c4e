import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, topFolders } from './source-files.ts';

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const pathPattern = new RegExp(`\`((?:${topFolders.join('|')}|docs)/[\\w./-]+)\``, 'g');

describe('the pages of the house', () => {
  for (const page of pages)
    it(`${page} names only paths that are there`, () => {
      const text = readFileSync(join(root, page), 'utf8');
      const named = [...text.matchAll(pathPattern)].map((found) => found[1] ?? '');
      expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    });

  it('the journey has its twelve steps, each with a path', () => {
    const text = readFileSync(join(root, 'docs/journey.md'), 'utf8');
    for (let step = 1; step <= 12; step++)
      expect(text).toMatch(new RegExp(`^\\| ${step} \\|.*\`[\\w/.-]+\\.ts`, 'm'));
  });
});
