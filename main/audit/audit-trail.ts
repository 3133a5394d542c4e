/** The station's own audit record: append-only, each row hashed with the one before, sent on to the exchange in order. */
import { randomUUID } from 'node:crypto';
import { chainHash, type TrailRow } from '../database/chain-hash.ts';
import { enqueueCommand } from '../database/enqueue-command.ts';
import { readSetting, writeSetting } from '../database/keep-setting.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface AuditEntry {
  readonly memberId: string | null;
  /** signed-in, viewed, drafted, signed, exported, acknowledged, … */
  readonly act: string;
  readonly success: boolean;
  /** What it was done to: task, report, member. */
  readonly object: string;
  readonly detail?: string;
}

export interface AuditTrail {
  /** Durable when it resolves. */
  readonly record: (entry: AuditEntry) => Promise<void>;
  /** The same inside a commit that is under way, together with what it tells of. */
  readonly append: (entry: AuditEntry) => void;
  /** Puts what was not sent on yet into the outbox; answers how many records. */
  readonly forward: () => Promise<number>;
}

const mostAtOnce = 500;

export function createAuditTrail(deps: {
  readonly database: StationDatabase;
  /** Exchange time as estimated. */
  readonly now: () => number;
  readonly stationId: () => string | null;
  readonly onQueued: () => void;
}): AuditTrail {
  const { sqlite, commit } = deps.database;
  const last = sqlite.prepare<[], { number: number; hash: string }>(
    'SELECT number, hash FROM auditRecord ORDER BY number DESC LIMIT 1',
  );
  const insert = sqlite.prepare(
    `INSERT INTO auditRecord VALUES (@number, @at, @memberId, @stationId, @act, @success, @object, @detail, @hash)`,
  );
  const after = sqlite.prepare<[number, number], TrailRow>(
    'SELECT * FROM auditRecord WHERE number > ? ORDER BY number LIMIT ?',
  );

  function append(entry: AuditEntry): void {
    const before = last.get();
    const row = {
      number: (before?.number ?? 0) + 1,
      at: deps.now(),
      memberId: entry.memberId,
      stationId: deps.stationId(),
      act: entry.act,
      success: entry.success ? 1 : 0,
      object: entry.object,
      detail: (entry.detail ?? '').slice(0, 1000),
    };
    insert.run({ ...row, hash: chainHash(before?.hash ?? '', row) });
  }

  return {
    append,
    record: (entry) => commit(() => append(entry)),
    forward: () =>
      commit(() => {
        const sent = readSetting<number>(deps.database, 'auditForwarded') ?? 0;
        const rows = after.all(sent, mostAtOnce);
        const newest = rows.at(-1);
        if (newest === undefined) return 0;
        const records = rows.map(({ at, memberId, act, success, object, detail }) => {
          return { at, memberId, act, success: success === 1, object, detail };
        });
        enqueueCommand(deps.database, {
          commandId: randomUUID(),
          what: 'append-audit',
          lane: 'audit',
          taskId: null,
          body: { records },
          createdAt: deps.now(),
        });
        writeSetting(deps.database, 'auditForwarded', newest.number);
        return rows.length;
      }).then((count) => {
        if (count > 0) deps.onQueued();
        return count;
      }),
  };
}
