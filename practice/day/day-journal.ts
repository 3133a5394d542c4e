/** What the simulated day remembers: exams planted and sent, and its switches, as JSON lines that survive a power cut. */
import { mkdirSync, readFileSync } from 'node:fs';
import { type FileHandle, open, rename, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { examKinds } from '../exam.ts';

const bilingual = z.object({ 'zh-CN': z.string(), en: z.string() });

const entrySchema = z.discriminatedUnion('entry', [
  /** Written before the order is placed: from seed and time the same exam can be made again. */
  z.object({
    entry: z.literal('planted'),
    seed: z.string(),
    kind: z.enum(examKinds),
    now: z.number(),
    accessionNumber: z.string(),
    finding: z.object({ code: z.string(), normal: z.boolean(), finding: bilingual, impression: bilingual }),
  }),
  z.object({ entry: z.literal('ordered'), accessionNumber: z.string() }),
  z.object({ entry: z.literal('sent'), accessionNumber: z.string(), at: z.number() }),
  z.object({ entry: z.literal('switches'), rush: z.boolean(), paused: z.boolean() }),
]);
export type JournalEntry = z.infer<typeof entrySchema>;
export type PlantedExam = Extract<JournalEntry, { entry: 'planted' }>;

export interface DayJournal {
  readonly planted: (accessionNumber: string) => PlantedExam | null;
  readonly isOrdered: (accessionNumber: string) => boolean;
  /** When it was sent, ms; null while it was not. */
  readonly sentAt: (accessionNumber: string) => number | null;
  /** Planted but not sent: to be taken up again after a stop. */
  readonly unsent: () => readonly PlantedExam[];
  readonly sent: () => number;
  readonly switches: () => { readonly rush: boolean; readonly paused: boolean };
  /** Resolves when the entry lies on the disk. */
  readonly append: (entry: JournalEntry) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens (or begins) `practice.jsonl` in the folder; a last line that was cut short is dropped. */
export async function openDayJournal(folder: string): Promise<DayJournal> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'practice.jsonl');
  const planted = new Map<string, PlantedExam>();
  const ordered = new Set<string>();
  const sent = new Map<string, number>();
  let switches = { rush: false, paused: false };

  function take(entry: JournalEntry): void {
    if (entry.entry === 'planted') planted.set(entry.accessionNumber, entry);
    else if (entry.entry === 'ordered') ordered.add(entry.accessionNumber);
    else if (entry.entry === 'sent') sent.set(entry.accessionNumber, entry.at);
    else switches = { rush: entry.rush, paused: entry.paused };
  }

  const { entries, whole } = readEntries(path);
  entries.forEach(take);
  const file = await open(path, 'a', 0o600);
  if (whole !== null) await truncate(path, whole);
  let last: Promise<void> = Promise.resolve();

  return {
    planted: (accessionNumber) => planted.get(accessionNumber) ?? null,
    isOrdered: (accessionNumber) => ordered.has(accessionNumber),
    sentAt: (accessionNumber) => sent.get(accessionNumber) ?? null,
    unsent: () => [...planted.values()].filter((exam) => !sent.has(exam.accessionNumber)),
    sent: () => sent.size,
    switches: () => switches,
    append: (entry) => {
      last = last.then(() => writeLine(file, entry));
      return last.then(() => take(entry));
    },
    close: async () => {
      await last.catch(() => undefined);
      await file.close();
    },
  };
}

async function writeLine(file: FileHandle, entry: JournalEntry): Promise<void> {
  await file.appendFile(`${JSON.stringify(entry)}\n`);
  await file.sync();
}

/** `whole` is the length to cut the file to when its last line is torn. */
function readEntries(path: string): { entries: JournalEntry[]; whole: number | null } {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { entries: [], whole: null };
    throw error;
  }
  const end = text.lastIndexOf('\n') + 1;
  const lines = text.slice(0, end).split('\n').filter(Boolean);
  const entries = lines.map((line) => entrySchema.parse(JSON.parse(line)));
  return { entries, whole: end === text.length ? null : Buffer.byteLength(text.slice(0, end)) };
}

/** Writes a small file whole or not at all, for its owner alone. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(`${path}.part`, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
}
