/** Keys of readers that sign in another algorithm, or that a program holds. */
import type { Migration } from '../migrations.ts';

export const signerKeysMigration: Migration = {
  name: '204-signer-keys',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE signerKey (
        memberId TEXT NOT NULL,
        algorithm TEXT NOT NULL CHECK (algorithm IN ('ES256', 'SM2')),
        publicKey TEXT NOT NULL,
        certificate TEXT NOT NULL,
        notAfter INTEGER NOT NULL,
        -- Null where a program holds the private key.
        sealed TEXT,
        PRIMARY KEY (memberId, algorithm)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
