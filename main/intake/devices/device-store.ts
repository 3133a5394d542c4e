/** The devices this station knows: who may push and ask, and how each is spoken to. */
import { type DeviceCharacterSet, deviceCharacterSets } from '#shared/formats/dicom/encode-text.ts';
import type { StationDatabase } from '../../database/open-database.ts';

export interface KnownDevice {
  readonly aet: string;
  /** Remote address; '' is any. */
  readonly host: string;
  /** SHA-256 of its TLS certificate; '' is any. */
  readonly certificate: string;
  readonly name: string;
  readonly characterSet: DeviceCharacterSet;
  /** ms; null: by modality. */
  readonly quietMs: number | null;
  readonly mayStore: boolean;
  readonly mayQuery: boolean;
  /** Where the device itself listens, for results of storage commitment; 0: it does not. */
  readonly listenPort: number;
  /** Station time in ms. */
  readonly addedAt: number;
}

export interface DeviceStore {
  readonly list: () => readonly KnownDevice[];
  /** The one of that title and address, else the one of that title at any address; null when unknown. */
  readonly find: (aet: string, host: string) => KnownDevice | null;
  /** Adds it as it is, or changes what is given of a known one. */
  readonly keep: (
    aet: string,
    host: string,
    change: Partial<Omit<KnownDevice, 'aet' | 'host' | 'addedAt'>>,
  ) => Promise<KnownDevice>;
  /** False when there is none. */
  readonly remove: (aet: string, host: string) => Promise<boolean>;
}

type Row = Omit<KnownDevice, 'characterSet' | 'mayStore' | 'mayQuery'> & {
  readonly characterSet: string;
  readonly mayStore: number;
  readonly mayQuery: number;
};

export function createDeviceStore(database: StationDatabase, clock: () => number): DeviceStore {
  const { sqlite, commit } = database;
  const all = sqlite.prepare<[], Row>('SELECT * FROM device ORDER BY aet, host');
  const one = sqlite.prepare<[string, string], Row>('SELECT * FROM device WHERE aet = ? AND host = ?');
  const write = sqlite.prepare(
    `INSERT INTO device VALUES (@aet, @host, @certificate, @name, @characterSet, @quietMs, @mayStore, @mayQuery, @listenPort, @addedAt)
     ON CONFLICT DO UPDATE SET certificate = excluded.certificate, name = excluded.name, characterSet = excluded.characterSet, quietMs = excluded.quietMs,
       mayStore = excluded.mayStore, mayQuery = excluded.mayQuery, listenPort = excluded.listenPort`,
  );
  const erase = sqlite.prepare('DELETE FROM device WHERE aet = ? AND host = ?');
  return {
    list: () => all.all().map(fromRow),
    find: (aet, host) => {
      const found = one.get(aet, host) ?? one.get(aet, '');
      return found === undefined ? null : fromRow(found);
    },
    keep: (aet, host, change) =>
      commit(() => {
        const before = one.get(aet, host);
        const fresh: KnownDevice = {
          aet,
          host,
          certificate: '',
          name: '',
          characterSet: 'ISO_IR 192',
          quietMs: null,
          mayStore: true,
          mayQuery: true,
          listenPort: 0,
          addedAt: clock(),
        };
        const device = { ...(before === undefined ? fresh : fromRow(before)), ...change };
        write.run({ ...device, mayStore: device.mayStore ? 1 : 0, mayQuery: device.mayQuery ? 1 : 0 });
        return device;
      }),
    remove: (aet, host) => commit(() => erase.run(aet, host).changes === 1),
  };
}

function fromRow(row: Row): KnownDevice {
  const characterSet = deviceCharacterSets.find((set) => set === row.characterSet) ?? 'ISO_IR 192';
  return { ...row, characterSet, mayStore: row.mayStore === 1, mayQuery: row.mayQuery === 1 };
}
