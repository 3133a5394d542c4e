/** Settings of the station that survive a restart: one JSON value under each name. */
import type { StationDatabase } from './open-database.ts';

/** The value under `name`, or null. */
export function readSetting<T>(database: StationDatabase, name: string): T | null {
  const text = database.sqlite.prepare('SELECT value FROM setting WHERE name = ?').pluck().get(name);
  return typeof text === 'string' ? (JSON.parse(text) as T) : null;
}

/** Writes at once; call it inside `commit`, together with what it belongs to. */
export function writeSetting(database: StationDatabase, name: string, value: unknown): void {
  database.sqlite
    .prepare('INSERT INTO setting VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value')
    .run(name, JSON.stringify(value));
}

/** Writes durably by itself. */
export function keepSetting(database: StationDatabase, name: string, value: unknown): Promise<void> {
  return database.commit(() => writeSetting(database, name, value));
}
