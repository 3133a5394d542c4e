/** Fills an exchange's tables with years of tasks, all answered but the last few hundred, written by SQL alone. */
import Sqlite from 'better-sqlite3';

export const sites = 700;
/** Of the newest tasks so many are still open: a busy hour's. */
const openTasks = 400;

export const siteOf = (index: number): string => `t-bench${index}`;
export const taskIdOf = (index: number): string => `x-bench${index}`;

/** A document as large as an answered task's is, with the places that differ. */
const document = JSON.stringify({
  taskId: '$ID',
  depositId: '$ID',
  orderId: '$ID',
  siteId: '$SITE',
  state: '$STATE',
  order: {
    patient: { name: '王小东', id: '$ID', sex: 'M', birthDate: '1961-04-09' },
    complaint: '胸闷'.repeat(40),
  },
  images: { received: 24, expected: 24, imageSetSha256: 'a'.repeat(64) },
  reports: [{ reportId: '$ID', version: 1, status: 'final', adopted: true, memberName: '陈静怡' }],
  stamps: '1795917600000 '.repeat(8),
  rest: 'x'.repeat(1_000),
});

export function fillTasks(path: string, tasks: number): void {
  const database = new Sqlite(path);
  database.pragma('synchronous = OFF');
  database.pragma('foreign_keys = ON');
  const now = Date.now();
  const first = now - tasks * 30_000;
  const site = `'t-bench' || (i % ${sites})`;
  const id = `'x-bench' || i`;
  const isOpen = `i >= ${tasks - openTasks}`;
  const state = `CASE WHEN NOT (${isOpen}) THEN 'received' WHEN i % 4 = 0 THEN 'reading' WHEN i % 4 = 1 THEN 'arriving' ELSE 'waiting' END`;
  const numbers = `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < @tasks)`;
  const at = `@first + i * 30000`;
  const text = `replace(replace(replace(@document, '$ID', ${id}), '$SITE', ${site}), '$STATE', ${state})`;
  const bound = { tasks, first, document };
  database.transaction(() => {
    database
      .prepare(
        `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${sites})
         INSERT INTO member ("memberId", type, name, rights, offices, licence, title, "secretHash", "secretVersion", failures, "createdAt")
         SELECT ${site}, 'site', 'bench' || i, '[]', '[]', '', '', '', 1, 0, 0 FROM n`,
      )
      .run();
    database
      .prepare(
        `${numbers} INSERT INTO "order" ("orderId", "siteId", "accessionNumber", "placedAt", document)
         SELECT ${id}, ${site}, 'A' || i, ${at}, '{}' FROM n`,
      )
      .run({ tasks, first });
    database
      .prepare(
        `${numbers} INSERT INTO deposit ("depositId", "siteId", "memberId", kind, "studyInstanceUid", modality, "bodyPart", study,
           "orderId", "taskId", state, received, "receivedBytes", "announcedBytes", "firstByteAt", "toldAt")
         SELECT ${id}, ${site}, ${site}, 'imaging', '1.2.826.' || i, 'CT', 'CHEST', '{}', ${id}, ${id}, 'complete', 24, 1, 1, ${at}, ${at} FROM n`,
      )
      .run({ tasks, first });
    database
      .prepare(
        `${numbers} INSERT INTO task ("taskId", "depositId", "orderId", "siteId", kind, state, closed, claim, "holderId", "leaseUntil",
           "holderAlive", "startedAt", "targetMs", "pausedMs", "lookAt", seq, document)
         SELECT ${id}, ${id}, ${id}, ${site}, 'imaging', ${state}, NOT (${isOpen}), 1,
           CASE WHEN ${isOpen} AND i % 4 = 0 THEN 'p-bench' || (i % 40) END, CASE WHEN ${isOpen} AND i % 4 = 0 THEN ${at} END,
           ${isOpen} AND i % 4 = 0, ${at}, 480000, 0, CASE WHEN ${isOpen} THEN ${at} + 1000000 END, i + 1, ${text} FROM n`,
      )
      .run(bound);
    database
      .prepare(
        `${numbers} INSERT INTO event (seq, at, "siteId", change)
         SELECT i + 1, ${at}, ${site}, '{"type":"task-changed","task":' || CASE WHEN i > @tasks - 2000 THEN ${text} ELSE '{}' END || '}' FROM n`,
      )
      .run(bound);
  })();
  database.close();
}
