/** 暂放: how a tracing lay when its reader left it, with its calipers, to be found again as it was; also by a colleague it is passed to. */
import { type CaliperSet, noCalipers } from '#shared/measure/ecg-caliper-set.ts';
import type { EcgLying } from '#shared/study/baton.ts';
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

/** Cases that lie aside at a time; more than a reader may hold. */
const most = 20;
const asides = new Map<string, EcgAside>();

export function putEcgAside(
  { key, studyInstanceUid }: EcgAsidePlace,
  lies: Omit<EcgAside, 'studyInstanceUid'>,
): void {
  asides.set(key, { studyInstanceUid, ...lies });
  const oldest = asides.size > most ? asides.keys().next().value : undefined;
  if (oldest !== undefined) asides.delete(oldest);
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
