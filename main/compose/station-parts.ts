/** What every stage of a station is given: its database, its clock, its way to the exchange, its windows. */
import { join } from 'node:path';
import { destination, pino } from 'pino';
import { ok, type Result } from '#shared/result.ts';
import { createOneTimeLinks, type OneTimeLinks } from '../api/one-time-links.ts';
import { createStationEvents, type StationEvents } from '../api/publish-events.ts';
import { createWindowSessions, type WindowSessions } from '../api/window-sessions.ts';
import { createDownload } from '../archive/download-object.ts';
import type { OpenDownload } from '../archive/fetch-object.ts';
import { type AuditTrail, createAuditTrail } from '../audit/audit-trail.ts';
import { createTrailProver, type TrailProver, trailProofSetting } from '../audit/prove-trail.ts';
import { writeSetting } from '../database/keep-setting.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { IntakeLog } from '../intake/intake-log.ts';
import { type ClockOffset, createClockOffset } from '../link/clock-offset.ts';
import { createDutyBoard, type DutyBoard } from '../link/duty-board.ts';
import { createExchangeAccess, type ExchangeAccess } from '../link/exchange-client.ts';
import { createLinkStates, type LinkStates } from '../link/link-state.ts';
import { openCheckedDatabase, type RebuildNeed } from './open-checked-database.ts';
import { createStationIdentity, type StationIdentity } from './station-identity.ts';
import { type StationOptions, type StationSettings, settleSettings } from './station-settings.ts';

export interface StationParts {
  readonly options: StationOptions;
  readonly station: StationSettings;
  readonly database: StationDatabase;
  /** Why and from what the index must be built anew; null when the database is well. */
  readonly rebuild: RebuildNeed | null;
  readonly log: IntakeLog;
  readonly clock: ClockOffset;
  /** Exchange time as estimated: the only time that is written down. */
  readonly now: () => number;
  readonly access: ExchangeAccess;
  readonly download: OpenDownload;
  readonly link: LinkStates;
  readonly duty: DutyBoard;
  readonly identity: StationIdentity;
  readonly audit: AuditTrail;
  readonly trail: TrailProver;
  readonly events: StationEvents;
  readonly sessions: WindowSessions;
  readonly links: OneTimeLinks;
  /** Something was put into the outbox. */
  readonly onQueued: () => void;
  readonly setOnQueued: (wake: () => void) => void;
  readonly close: () => void;
}

export const monotonic = (): number => performance.now();

/** Opens what lies on the disk and names the exchange; nothing listens and nothing is sent yet. */
export async function openStationParts(options: StationOptions): Promise<Result<StationParts>> {
  const opened = openCheckedDatabase(options.dataFolder, Date.now());
  if (!opened.ok) return opened;
  const { database, rebuild } = opened.value;
  // The worklist is the exchange's: read from its first event on, whatever cursor the exchange remembers.
  if (rebuild !== null) {
    await database.commit(() => {
      writeSetting(database, 'feedCursor', 0);
      // What was proved may be among what was lost; that the index was built anew stands in the record itself.
      writeSetting(database, trailProofSetting, null);
    });
  }
  const settled = await settleSettings(database, options);
  if (!settled.ok) {
    database.close();
    return settled;
  }
  const station = settled.value;
  const file = destination({ dest: join(options.dataFolder, 'station.log'), mkdir: true, sync: true });
  // A full disk must not end the program for want of a log line.
  file.on('error', () => undefined);
  const log = pino({ level: 'info', base: null }, file);
  const clock = createClockOffset({ monotonic, wall: Date.now });
  const access = createExchangeAccess(station.settings.exchange, station.token);
  const countOutbox = database.sqlite.prepare('SELECT count(*) FROM outbox').pluck();
  const identity = createStationIdentity({ database, client: access.client });
  let wakeOutbox = (): void => undefined;
  const onQueued = (): void => wakeOutbox();
  const events = createStationEvents();
  const audit = createAuditTrail({
    database,
    now: clock.now,
    stationId: () => identity.current()?.member.memberId ?? null,
    onQueued,
  });
  const onBug = (error: unknown): void =>
    log.error({ detail: String(error) }, 'the audit could not be proved');
  const trail = createTrailProver({ database, audit, now: clock.now, onBug });
  return ok({
    options,
    station,
    database,
    rebuild,
    log,
    clock,
    now: clock.now,
    access,
    download: createDownload(access.fetch, access.address),
    link: createLinkStates({ clock, countOutbox: () => countOutbox.get() as number }),
    identity,
    audit,
    trail,
    events,
    duty: createDutyBoard((duty) => events.publish({ type: 'duty', duty })),
    sessions: createWindowSessions(),
    links: createOneTimeLinks({ database, monotonic, wall: Date.now }),
    onQueued,
    setOnQueued: (wake) => {
      wakeOutbox = wake;
    },
    close: () => {
      trail.stop();
      database.close();
      file.end();
    },
  });
}
