/**
 * A second copy of what a station needs to come up at all, beside its database: were the database lost, the station
 * still knows its role, its exchange and its token, and builds everything else anew.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { settingsSchema } from '#shared/contract/settings.ts';

const besideSchema = z.object({
  settings: settingsSchema,
  station: z.object({
    token: z.string(),
    hosted: z.object({ host: z.string(), port: z.number() }).nullable(),
    listensToDicom: z.boolean(),
    installId: z.string(),
  }),
});
export type SettingsBeside = z.infer<typeof besideSchema>;

const pathIn = (folder: string): string => join(folder, 'station.json');

export function readSettingsBeside(folder: string): SettingsBeside | null {
  try {
    return besideSchema.parse(JSON.parse(readFileSync(pathIn(folder), 'utf8')));
  } catch {
    return null;
  }
}

/** Holds the station's token: for its owner's eyes only, as the database is. */
export function keepSettingsBeside(folder: string, beside: SettingsBeside): void {
  const text = `${JSON.stringify(beside, null, 1)}\n`;
  if (JSON.stringify(readSettingsBeside(folder)) === JSON.stringify(beside)) return;
  const temporary = `${pathIn(folder)}.new`;
  const file = openSync(temporary, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, pathIn(folder));
}
