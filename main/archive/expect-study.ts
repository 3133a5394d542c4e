/** Journey step 6: a reader station indexes a study that the exchange announced, before its bytes are here. */
import type { Study } from '#shared/study/study.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { prepareChooseVersion } from './choose-version.ts';
import { prepareIndexRows } from './index-instance.ts';

/** Idempotent; instances that are known already keep their rows, and none is called held before its bytes lie here. */
export async function expectStudy(
  deps: { readonly database: StationDatabase; readonly clock: () => number },
  study: Study,
  peer: string,
): Promise<void> {
  const indexRows = prepareIndexRows(deps.database.sqlite);
  const chooseVersion = prepareChooseVersion(deps.database.sqlite);
  const setPlace = deps.database.sqlite.prepare(
    'UPDATE instance SET place = ? WHERE sopInstanceUid = ? AND sha256 = ?',
  );
  const now = deps.clock();
  const { series: allSeries, ...plainStudy } = study;
  let place = 0;
  await deps.database.commit(() => {
    for (const { instances, ...series } of allSeries) {
      for (const instance of instances) {
        // What a reader saved is here what it is at his own station: no part of what was sent to be read.
        const source = instance.marks === true ? 'reading' : 'exchange';
        indexRows({ study: plainStudy, series, instance }, instance, { source, peer }, now);
        // The exchange says which content of an instance is read.
        chooseVersion(study.studyInstanceUid, instance.sopInstanceUid, instance.sha256);
        // And which recording of an ECG is the first: a station that fetches late would order them differently.
        if (study.kind !== 'ecg' || instance.marks === true) continue;
        setPlace.run(place, instance.sopInstanceUid, instance.sha256);
        place += 1;
      }
    }
  });
}
