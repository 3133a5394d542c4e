/** 暂放 of a long recording: paper, leads, calipers and the place in time, kept as they change; the place moves outside React. */
import { useEffect } from 'react';
import type { CaliperSet } from '#shared/measure/ecg-caliper-set.ts';
import type { DisplaySettings } from '../display-settings.ts';
import { type EcgAsidePlace, putEcgAside } from '../put-aside.ts';
import type { Scroller } from './scroller.ts';

export function useKeptPlace(
  aside: EcgAsidePlace | undefined,
  scroller: Scroller,
  settings: DisplaySettings,
  set: CaliperSet,
): void {
  // The place is a new object at each rendering.
  const key = aside?.key;
  const studyInstanceUid = aside?.studyInstanceUid;
  useEffect(() => {
    if (key === undefined || studyInstanceUid === undefined) return;
    const keep = (): void =>
      putEcgAside(
        { key, studyInstanceUid },
        { settings: { ...settings, startSeconds: scroller.now() }, set },
      );
    keep();
    return scroller.subscribe(keep);
  }, [key, studyInstanceUid, scroller, settings, set]);
}
