/** Every table of the station database, one file per area; column names are the words of shared/. */
import type { ArchiveTables } from './tables/archive.ts';
import type { IntakeTables } from './tables/intake.ts';
import type { VaultCheckTables } from './tables/vault-checks.ts';

export interface StationTables extends ArchiveTables, IntakeTables, VaultCheckTables {}
