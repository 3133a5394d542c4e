/** Devices this station knows (journey step 1): who may push and ask, and how each is spoken to. */
import type { Migration } from '../migrations.ts';

export const devicesMigration: Migration = {
  name: '030-devices',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE device (
        aet TEXT NOT NULL,
        -- Remote address; '' is any.
        host TEXT NOT NULL,
        -- SHA-256 of its TLS certificate; '' is any.
        certificate TEXT NOT NULL DEFAULT '',
        name TEXT NOT NULL DEFAULT '',
        characterSet TEXT NOT NULL DEFAULT 'ISO_IR 192',
        -- ms; null: by modality.
        quietMs INTEGER,
        mayStore INTEGER NOT NULL DEFAULT 1,
        mayQuery INTEGER NOT NULL DEFAULT 1,
        -- Where the device itself listens, for results of storage commitment; 0: it does not.
        listenPort INTEGER NOT NULL DEFAULT 0,
        addedAt INTEGER NOT NULL,
        PRIMARY KEY (aet, host)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE deviceToken (
        tokenId TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        -- SHA-256 of the token; the token itself is shown once and kept nowhere.
        hash TEXT NOT NULL UNIQUE,
        createdAt INTEGER NOT NULL,
        createdBy TEXT NOT NULL,
        lastUsedAt INTEGER,
        revokedAt INTEGER
      ) STRICT, WITHOUT ROWID;
    `);
    takeOverAllowList(sqlite);
  },
};

/** The allow-list used to lie among the settings. */
function takeOverAllowList(sqlite: Parameters<Migration['up']>[0]): void {
  const hasSettings = sqlite.prepare("SELECT 1 FROM sqlite_master WHERE name = 'setting'").pluck().get();
  if (hasSettings === undefined) return;
  const text = sqlite.prepare("SELECT value FROM setting WHERE name = 'allowedDevices'").pluck().get();
  if (typeof text !== 'string') return;
  const insert = sqlite.prepare(
    'INSERT INTO device (aet, host, certificate, addedAt) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  for (const one of JSON.parse(text) as Array<{ aet: string; host?: string; certificate?: string }>) {
    insert.run(one.aet, one.host ?? '', one.certificate ?? '', Date.now());
  }
  sqlite.prepare("DELETE FROM setting WHERE name = 'allowedDevices'").run();
}
