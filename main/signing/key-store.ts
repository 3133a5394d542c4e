/** The sealed keys of the readers known at this workstation, and how often a PIN was wrong. */
import type { Member } from '#shared/contract/exchange/members.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { FreshKey } from './create-key.ts';
import { sealKey, unsealKey } from './seal-key.ts';

export interface KeyRow {
  readonly memberId: string;
  readonly memberName: string;
  readonly member: Member;
  readonly publicKey: string;
  readonly certificate: string | null;
  readonly notAfter: number | null;
  readonly sealedByPassword: string;
  readonly sealedByPin: string | null;
  readonly wrongPins: number;
}

/** After so many wrong PINs only the password signs, until a new PIN is set. */
export const mostWrongPins = 5;

export type UnsealAnswer =
  | { readonly opened: true; readonly pkcs8: Buffer }
  | { readonly opened: false; readonly why: 'wrong' | 'blocked' | 'absent'; readonly left: number };

export interface KeyStore {
  readonly find: (memberId: string) => KeyRow | null;
  readonly findByName: (name: string) => KeyRow | null;
  readonly hasPin: (memberId: string) => boolean;
  readonly keepNew: (member: Member, key: FreshKey, password: string) => Promise<void>;
  readonly keepMember: (member: Member) => Promise<void>;
  readonly keepCertificate: (memberId: string, certificate: string, notAfter: number) => Promise<void>;
  readonly setPin: (memberId: string, pkcs8: Buffer, pin: string) => Promise<void>;
  readonly unsealByPassword: (memberId: string, password: string) => Promise<UnsealAnswer>;
  /** A wrong PIN is counted on disk before it is tried, so that pulling the plug gives no free tries. */
  readonly unsealByPin: (memberId: string, pin: string) => Promise<UnsealAnswer>;
}

type StoredRow = Omit<KeyRow, 'member'> & { member: string };

export function createKeyStore(deps: {
  readonly database: StationDatabase;
  readonly pepper: Buffer;
}): KeyStore {
  const { sqlite, commit } = deps.database;
  const { pepper } = deps;
  const byId = sqlite.prepare<[string], StoredRow>('SELECT * FROM signingKey WHERE memberId = ?');
  const byName = sqlite.prepare<[string], StoredRow>('SELECT * FROM signingKey WHERE memberName = ?');
  const find = (memberId: string): KeyRow | null => fromStored(byId.get(memberId));
  const countWrong = (memberId: string, to: string): Promise<void> =>
    commit(() => {
      sqlite.prepare(`UPDATE signingKey SET wrongPins = ${to} WHERE memberId = ?`).run(memberId);
    });

  return {
    find,
    findByName: (name) => fromStored(byName.get(name)),
    hasPin: (memberId) => {
      const row = find(memberId);
      return row !== null && row.sealedByPin !== null && row.wrongPins < mostWrongPins;
    },
    keepNew: async (member, key, password) => {
      const sealed = await sealKey(key.pkcs8, { secret: password, pepper });
      await commit(() => {
        sqlite
          .prepare(
            `INSERT OR REPLACE INTO signingKey (memberId, memberName, member, publicKey, sealedByPassword)
             VALUES (?, ?, ?, ?, ?)`,
          )
          .run(member.memberId, member.name, JSON.stringify(member), key.publicKey, sealed);
      });
    },
    keepMember: (member) =>
      commit(() => {
        sqlite
          .prepare('UPDATE signingKey SET memberName = ?, member = ? WHERE memberId = ?')
          .run(member.name, JSON.stringify(member), member.memberId);
      }),
    keepCertificate: (memberId, certificate, notAfter) =>
      commit(() => {
        sqlite
          .prepare('UPDATE signingKey SET certificate = ?, notAfter = ? WHERE memberId = ?')
          .run(certificate, notAfter, memberId);
      }),
    setPin: async (memberId, pkcs8, pin) => {
      const sealed = await sealKey(pkcs8, { secret: pin, pepper });
      await commit(() => {
        sqlite
          .prepare('UPDATE signingKey SET sealedByPin = ?, wrongPins = 0 WHERE memberId = ?')
          .run(sealed, memberId);
      });
    },
    unsealByPassword: async (memberId, password) => {
      const row = find(memberId);
      if (row === null) return { opened: false, why: 'absent', left: 0 };
      const pkcs8 = await unsealKey(row.sealedByPassword, { secret: password, pepper });
      return pkcs8 === null ? { opened: false, why: 'wrong', left: 0 } : { opened: true, pkcs8 };
    },
    unsealByPin: async (memberId, pin) => {
      const row = find(memberId);
      if (row === null || row.sealedByPin === null) return { opened: false, why: 'absent', left: 0 };
      if (row.wrongPins >= mostWrongPins) return { opened: false, why: 'blocked', left: 0 };
      await countWrong(memberId, 'wrongPins + 1');
      const pkcs8 = await unsealKey(row.sealedByPin, { secret: pin, pepper });
      if (pkcs8 === null) {
        const left = Math.max(0, mostWrongPins - (find(memberId)?.wrongPins ?? mostWrongPins));
        return { opened: false, why: left === 0 ? 'blocked' : 'wrong', left };
      }
      await countWrong(memberId, '0');
      return { opened: true, pkcs8 };
    },
  };
}

function fromStored(row: StoredRow | undefined): KeyRow | null {
  return row === undefined ? null : { ...row, member: JSON.parse(row.member) as Member };
}
