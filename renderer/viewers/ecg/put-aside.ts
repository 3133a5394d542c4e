/** 暂放: how a tracing lay when its reader left it, with its calipers, to be found again as it was; also by a colleague it is passed to. */
import { type CaliperSet, noCalipers } from '#shared/measure/ecg-caliper-set.ts';
import type { EcgLying } from '#shared/study/baton.ts';
import { createKeptAside } from '../keep-aside.ts';
import type { DisplaySettings } from './display-settings.ts';

export interface EcgAside {
  readonly studyInstanceUid: string;
  readonly settings: DisplaySettings;
  readonly set: CaliperSet;
}

/** Whose case of which study it is. */
export interface EcgAsidePlace {
  readonly key: string;
  readonly studyInstanceUid: string;
}

const asides = createKeptAside<EcgAside>();

export function putEcgAside(
  { key, studyInstanceUid }: EcgAsidePlace,
  lies: Omit<EcgAside, 'studyInstanceUid'>,
): void {
  asides.put(key, { studyInstanceUid, ...lies });
}

/** Null where nothing was kept, or of another study. */
export function takeUpEcg({ key, studyInstanceUid }: EcgAsidePlace): EcgAside | null {
  const aside = asides.get(key);
  return aside?.studyInstanceUid === studyInstanceUid ? aside : null;
}

/** How it lies, for another reader; null where nothing was kept. */
export function ecgLyingOf(key: string): EcgLying | null {
  const aside = asides.get(key);
  if (aside === undefined) return null;
  const { studyInstanceUid, settings, set } = aside;
  return {
    viewer: 'ecg',
    studyInstanceUid,
    settings,
    calipers: set.calipers.slice(0, 100),
    nextCaliper: set.nextId,
  };
}

export function layEcgAs(key: string, { studyInstanceUid, settings, calipers, nextCaliper }: EcgLying): void {
  putEcgAside({ key, studyInstanceUid }, { settings, set: { ...noCalipers, calipers, nextId: nextCaliper } });
}
