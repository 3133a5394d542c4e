/** Devices whose associations were turned away (journey step 1): shown at the station so that a person can allow them. */
import type { Migration } from '../migrations.ts';

export const rejectedDevicesMigration: Migration = {
  name: '020-rejected-devices',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE rejectedDevice (
        callingAet TEXT NOT NULL,
        calledAet TEXT NOT NULL,
        address TEXT NOT NULL,
        code TEXT NOT NULL,
        params TEXT NOT NULL,
        firstAt INTEGER NOT NULL,
        lastAt INTEGER NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (callingAet, calledAet, address, code)
      ) STRICT;
    `);
  },
};
