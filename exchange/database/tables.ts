/**
 * The exchange's tables. Text ids, times as integer milliseconds, documents as JSON text, flags as 0 or 1:
 * the same queries run on SQLite and PostgreSQL.
 */
import type { ArchiveTables } from './tables/archive.ts';
import type { JourneyTables } from './tables/journey.ts';
import type { MembersTables } from './tables/members.ts';
import type { PatientsTables } from './tables/patients.ts';
import type { PeerReviewTables } from './tables/peer-review.ts';
import type { RecordsTables } from './tables/records.ts';

export type ExchangeTables = MembersTables &
  JourneyTables &
  PatientsTables &
  PeerReviewTables &
  RecordsTables &
  ArchiveTables;
