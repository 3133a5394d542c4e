/** Journey step 3: a comparison that does not finish decides nothing and is made again; one that does decides. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { VersionDifference } from '#shared/study/conflict.ts';
import { type DuplicateJudge, judgeDuplicates } from '../../../main/archive/judge-duplicates.ts';
import { acceptArrival } from '../../../main/intake/accept-arrival.ts';
import { makeFacts, makeFile } from '../intake/rig/data-set.ts';
import { openTestStation, type TestStation, until } from '../intake/rig/test-station.ts';

const lost = fail(failure('comparison-unfinished', { detail: 'no answer within 60 s' }));

describe('a comparison of two versions', () => {
  let station: TestStation;
  let judge: DuplicateJudge | null = null;
  beforeEach(async () => {
    station = await openTestStation();
  });
  afterEach(async () => {
    await judge?.stop();
    await station.close();
  });

  /** Two contents of one image arrive. */
  async function arriveTwice(instance: number) {
    const studyInstanceUid = '1.2.3.88';
    const facts = makeFacts({ studyInstanceUid, seriesInstanceUid: `${studyInstanceUid}.${instance}` });
    for (const fill of [instance, instance + 100]) {
      const temporary = station.deps.store.openTemporary();
      await temporary.write(makeFile({ ...facts, fill }));
      const provenance = { source: 'dicom', peer: 'CT1' } as const;
      const kept = await acceptArrival(station.deps, temporary, { name: 'test', provenance });
      if (!kept.ok) throw new Error(kept.failure.message);
    }
    return facts.sopInstanceUid;
  }

  /** Starts the judge; `answer` says what the n-th comparison of an image ends in. */
  function start(answer: (uidOrder: number, attempt: number) => Result<VersionDifference[]>) {
    const attempts = new Map<string, number>();
    const judged: string[] = [];
    judge = judgeDuplicates({
      database: station.database,
      judge: async (kept) => {
        const attempt = (attempts.get(kept) ?? 0) + 1;
        attempts.set(kept, attempt);
        return answer([...attempts.keys()].indexOf(kept), attempt);
      },
      now: Date.now,
      restsMs: [20, 20, 20, 20, 20],
      onJudged: (_study, judgement) => judged.push(judgement),
      log: station.deps.log,
    });
    judge.wake();
    return { judged, attempts };
  }

  const decided = () =>
    station.database.sqlite.prepare('SELECT judgement, differs FROM instanceVersion').all() as {
      judgement: string;
      differs: string;
    }[];

  it('is made again until it finishes, and only then decides: here that nothing differs', async () => {
    await arriveTwice(1);
    const { judged, attempts } = start((_order, attempt) => {
      expect(decided()).toEqual([]);
      return attempt < 4 ? lost : ok([]);
    });
    await until(() => judged.length === 1);
    expect([...attempts.values()]).toEqual([4]);
    expect(decided()).toEqual([{ judgement: 'harmless', differs: '[]' }]);
  });

  it('keeps nobody waiting: another image is judged meanwhile', async () => {
    await arriveTwice(1);
    await arriveTwice(2);
    const { judged, attempts } = start((order) => (order === 0 ? lost : ok([])));
    await until(() => judged.length === 1 && (attempts.values().next().value ?? 0) > 2);
    expect(judged).toEqual(['harmless']);
  });

  it('is given to a person when no attempt has finished', async () => {
    await arriveTwice(1);
    const { judged, attempts } = start(() => lost);
    await until(() => judged.length === 1);
    expect([...attempts.values()]).toEqual([6]);
    expect(judged).toEqual(['conflict']);
    expect(decided()[0]?.differs).toContain('没有完成');
  });

  it('that says that one of them can not be read has finished: a person looks at it', async () => {
    await arriveTwice(1);
    const { judged } = start(() => fail(failure('file-empty')));
    await until(() => judged.length === 1);
    expect(judged).toEqual(['conflict']);
    expect(decided()[0]?.differs).toContain('pixels');
  });
});
