import { describe, expect, it } from 'vitest';
import { type SourceFile, sourceFiles } from './source-files.ts';

/** Of our own code, what each top folder may import beside itself. */
const law: Record<string, readonly string[]> = {
  shared: [],
  renderer: ['shared'],
  electron: ['shared'],
  main: ['shared'],
  exchange: ['shared'],
  practice: ['shared'],
  cli: ['shared', 'main', 'exchange', 'practice', 'bench', 'scripts'],
  bench: ['shared', 'main', 'exchange', 'practice', 'cli', 'scripts', 'test'],
  soak: ['shared', 'main', 'exchange', 'practice', 'cli', 'test'],
  scripts: ['shared', 'main', 'exchange', 'practice', 'cli', 'bench', 'soak'],
};

const stages = ['intake', 'archive', 'worklist', 'reading', 'reporting', 'signing', 'dispatch'];
const sharedPackages = [
  'zod',
  '@orpc/contract',
  'dicom-parser',
  'saxes',
  'fft.js',
  'pinyin-pro',
  'sm-crypto-v2',
];

const top = (path: string): string => path.split('/')[0] ?? '';
const room = (path: string): string => path.split('/')[1] ?? '';

function offences(
  files: readonly SourceFile[],
  isLegal: (file: SourceFile, imported: string) => boolean,
): string[] {
  return files.flatMap((file) =>
    file.ownImports
      .filter((imported) => !isLegal(file, imported))
      .map((imported) => `${file.path} → ${imported}`),
  );
}

describe('the import law', () => {
  it('is judged on imports that were really seen', () => {
    for (const folder of ['main', 'exchange', 'renderer']) {
      const seen = sourceFiles(folder).flatMap((file) => file.ownImports);
      expect(seen.filter((imported) => top(imported) === 'shared').length, folder).toBeGreaterThan(20);
    }
  });

  for (const [folder, allowed] of Object.entries(law))
    it(`${folder} imports only ${allowed.length === 0 ? 'itself' : allowed.join(', ')}`, () => {
      // A bench mounts the viewers it measures in a page of its own, which a bundler reads, not Node.
      const files = sourceFiles(folder).filter(
        (file) => !/\/[^/]*page[^/]*\.tsx?$/.test(file.path) || folder !== 'bench',
      );
      expect(
        offences(files, (_file, imported) => top(imported) === folder || allowed.includes(top(imported))),
      ).toEqual([]);
    });

  it('stages of the station never import each other; station.ts passes one stage to the next', () => {
    const files = sourceFiles('main').filter((file) => stages.includes(room(file.path)));
    expect(
      offences(
        files,
        (file, imported) =>
          top(imported) !== 'main' ||
          room(imported) === room(file.path) ||
          ['database', 'audit', 'bytes'].includes(room(imported)),
      ),
    ).toEqual([]);
  });

  it('rooms of the exchange use only feed, audit and database of each other', () => {
    const rooms = [
      'members',
      'deposits',
      'patients',
      'orders',
      'tasks',
      'reports',
      'critical',
      'peer-review',
      'returns',
      'statistics',
      'storage',
      'feed',
      'audit',
    ];
    const files = sourceFiles('exchange').filter((file) => rooms.includes(room(file.path)));
    expect(
      offences(
        files,
        (file, imported) =>
          top(imported) !== 'exchange' ||
          room(imported) === room(file.path) ||
          ['feed', 'audit', 'database'].includes(room(imported)) ||
          imported.split('/').length === 2,
      ),
    ).toEqual([]);
  });

  it('shared is pure: no Node, no DOM libraries, only its own few packages', () => {
    const impure = sourceFiles('shared').flatMap((file) =>
      file.packageImports
        .filter(
          (name) => !sharedPackages.some((allowed) => name === allowed || name.startsWith(`${allowed}/`)),
        )
        .map((name) => `${file.path} → ${name}`),
    );
    expect(impure).toEqual([]);
  });

  it('only viewers/image knows Cornerstone3D, only the shell knows electron', () => {
    const cornerstone = sourceFiles('renderer').filter(
      (file) =>
        !file.path.startsWith('renderer/viewers/image/') &&
        file.packageImports.some((name) => name.startsWith('@cornerstonejs/')),
    );
    const electron = ['renderer', 'main', 'shared', 'exchange', 'practice', 'cli']
      .flatMap(sourceFiles)
      .filter((file) => file.packageImports.includes('electron'));
    expect([...cornerstone, ...electron].map((file) => file.path)).toEqual([]);
  });
});
