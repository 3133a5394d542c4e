/** What every window says about its station. */
import type { StationInfo } from '#shared/contract/session.ts';
import type { StationParts } from './station-parts.ts';

export const stationVersion = '0.1.0';

export function stationInfo(parts: StationParts): StationInfo {
  const identity = parts.identity.current();
  const { settings, installId } = parts.station;
  return {
    stationId: identity?.member.memberId ?? installId,
    name: settings.stationName === '' ? (identity?.member.name ?? '') : settings.stationName,
    role: settings.role,
    siteId: identity?.member.siteId ?? null,
    siteName: identity?.member.siteName ?? null,
    siteTier: identity?.member.siteTier ?? null,
    region: identity?.region ?? null,
    simulation: identity?.region.simulation ?? false,
    version: stationVersion,
  };
}
