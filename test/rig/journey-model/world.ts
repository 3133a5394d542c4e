/**
 * The real exchange for the model test: its rooms over a real SQLite database in this process, called through the contract, with
 * a clock moved by hand. It can be restarted, and killed in the middle of a write: the transaction is gone, the file is opened anew.
 */
import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { Report, ReportBody, Signer } from '#shared/report/report.ts';
import { signedText } from '#shared/report/signed-text.ts';
import { ok } from '#shared/result.ts';
import type { MemberId } from '#shared/study/ids.ts';
import { composeRooms, type Rooms } from '../../../exchange/compose-rooms.ts';
import { type ExchangeDatabase, openExchangeDatabase } from '../../../exchange/database/open-database.ts';
import { createWrite } from '../../../exchange/database/write.ts';
import { addMember } from '../../../exchange/members/add-member.ts';
import { findMemberRow, memberOfRow } from '../../../exchange/members/read-member.ts';
import { ensureRegion } from '../../../exchange/members/region.ts';
import type { Caller, Parts } from '../../../exchange/parts.ts';
import { openVault } from '../../../exchange/storage/vault.ts';
import { setReviewPolicy } from '../../../exchange/tasks/review-policy.ts';
import { certifyKey } from '../../../main/signing/certify-key.ts';
import { createKey } from '../../../main/signing/create-key.ts';
import { holdP256Key } from '../../../main/signing/signers/p256-key.ts';
import { hashOf, valueIn } from '../exchange.ts';

/** Thrown by a write that the kill hit; the caller never hears an answer. */
export class Killed extends Error {}

export interface Doctor {
  readonly name: string;
  readonly caller: Caller;
  readonly sign: (body: ReportBody, role: Signer['role'], first?: Report['signatures']) => Report;
}

export interface Township {
  readonly siteId: string;
  readonly caller: Caller;
  readonly nurse: MemberId;
  /** Two doctors are required for what comes from here. */
  readonly reviewed: boolean;
}

export interface World {
  readonly now: () => number;
  readonly advance: (ms: number) => void;
  readonly db: () => ExchangeDatabase;
  readonly client: (caller: Caller) => ExchangeClient;
  readonly rooms: () => Rooms;
  readonly townships: readonly [Township, Township];
  /** Two readers, then two reviewers. */
  readonly doctors: readonly Doctor[];
  readonly registrar: Caller;
  readonly restart: () => Promise<void>;
  /** The next write is rolled back just before its commit, and whoever asked hears nothing. */
  readonly killNextWrite: () => void;
  readonly close: () => Promise<void>;
}

const begun = Date.UTC(2026, 10, 29, 2, 0, 0);
/** Durability is proven elsewhere, with real disks and real kills: here memory is as good. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Members and certificates, made once; `openWorld` begins with a copy of it. */
export interface Template {
  readonly folder: string;
  readonly keys: ReadonlyMap<string, { readonly pkcs8: Uint8Array; readonly certificate: string }>;
  readonly remove: () => void;
}

const doctorNames = ['陈静怡', '赵文博', '刘主任', '孙副主任'];

export async function makeTemplate(): Promise<Template> {
  const folder = mkdtempSync(join(scratch, 'yuanzhen-model-'));
  const clock = { now: () => begun };
  const db = await valueIn(openExchangeDatabase(folder));
  await valueIn(ensureRegion(db, folder, false, { name: '模型区', centre: '远程诊断中心' }));
  const add = (member: Partial<Parameters<typeof addMember>[1]>) =>
    valueIn(
      addMember(
        { db, clock },
        { type: 'person', name: '', site: '', rights: '', licence: '1104200001', ...member },
      ),
    );
  for (const site of ['双审镇', '单审镇']) {
    await add({ type: 'site', name: site });
    await add({ type: 'station', name: `${site}工作站`, site });
    await add({ name: `${site}护士`, site, rights: 'clinic' });
  }
  for (const [index, name] of doctorNames.entries()) {
    await add({ type: 'station', name: `${name}的工作站` });
    await add({ name, rights: index < 2 ? 'reader' : 'reviewer' });
  }
  await add({ name: '登记员', rights: 'registrar' });
  await db.destroy();
  const keys = new Map<string, { pkcs8: Uint8Array; certificate: string }>();
  const world = await openAt(folder, keys, false);
  await valueIn(
    setReviewPolicy(world.parts(), 'test', { rules: [{ kind: '*', site: '双审镇', from: 0, to: 24 }] }),
  );
  for (const name of doctorNames) {
    const key = await createKey();
    const caller = await world.person(name);
    const { certificate } = await valueIn(
      certifyKey(world.client(caller), '', caller.person?.memberId ?? '', holdP256Key(key.pkcs8)),
    );
    keys.set(name, { pkcs8: key.pkcs8, certificate });
  }
  await world.close();
  return { folder, keys, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export async function openWorld(template: Template): Promise<World> {
  const folder = mkdtempSync(join(scratch, 'yuanzhen-model-'));
  cpSync(template.folder, folder, { recursive: true });
  return openAt(folder, template.keys, true);
}

async function openAt(folder: string, keys: Template['keys'], removes: boolean) {
  let ahead = 0;
  let killing = false;
  const now = () => begun + ahead;
  const open = async () => {
    const db = await valueIn(openExchangeDatabase(folder));
    const region = await valueIn(ensureRegion(db, folder, null, { name: '', centre: '' }));
    const commit = createWrite({ db, clock: { now }, written: () => undefined });
    const write: Parts['write'] = (work) =>
      commit(async (trx, at) => {
        const done = await work(trx, at);
        if (killing && done.ok) {
          killing = false;
          throw new Killed();
        }
        return done;
      });
    const parts: Parts = { db, write, clock: { now }, vault: await openVault(folder), region: () => region };
    const rooms = composeRooms(parts, {
      folder,
      clockRules: [],
      onBug: (error) => {
        throw error;
      },
    });
    await rooms.begin();
    return { db, parts, rooms };
  };
  let opened = await open();

  const stationNamed = async (name: string) => {
    const row = await findMemberRow(opened.db, { type: 'station', name });
    if (row === null) throw new Error(`no station ${name}`);
    return memberOfRow(row, false);
  };
  const person = async (name: string): Promise<Caller> => {
    const row = await findMemberRow(opened.db, { type: 'person', name });
    if (row === null) throw new Error(`no person ${name}`);
    const station = doctorNames.includes(name) ? await stationNamed(`${name}的工作站`) : null;
    const found = memberOfRow(row, false);
    return { person: found, station, callerId: (station ?? found).memberId, tokenHash: null };
  };
  const township = async (site: string): Promise<Township> => {
    const station = await stationNamed(`${site}工作站`);
    const nurse = await findMemberRow(opened.db, { type: 'person', name: `${site}护士` });
    return {
      siteId: station.siteId ?? '',
      caller: { person: null, station, callerId: station.memberId, tokenHash: null },
      nurse: (nurse?.memberId ?? '') as MemberId,
      reviewed: site === '双审镇',
    };
  };
  const doctors = await Promise.all(
    doctorNames.map(async (name): Promise<Doctor> => {
      const caller = await person(name);
      const key = keys.get(name);
      return {
        name,
        caller,
        sign: (body, role, first = []) => {
          if (key === undefined || caller.person === null) throw new Error(`${name} has no key`);
          const { memberId, licence } = caller.person;
          const signer: Signer = { role, memberId, name, licence, at: now() };
          const privateKey = createPrivateKey({
            key: Buffer.from(key.pkcs8),
            format: 'der',
            type: 'pkcs8',
          });
          const text = Buffer.from(signedText(body, signer), 'utf8');
          const value = sign('sha256', text, { key: privateKey, dsaEncoding: 'ieee-p1363' });
          const { certificate } = key;
          const signature = { ...signer, algorithm: 'ES256' as const, certificate };
          return { ...body, signatures: [...first, { ...signature, value: value.toString('base64') }] };
        },
      };
    }),
  );
  const world = {
    now,
    advance: (ms: number) => {
      ahead += ms;
    },
    db: () => opened.db,
    parts: () => opened.parts,
    person,
    client: (caller: Caller): ExchangeClient =>
      createRouterClient(opened.rooms.router, {
        context: { caller: ok(caller) },
      }) as unknown as ExchangeClient,
    rooms: () => opened.rooms,
    townships: [await township('双审镇'), await township('单审镇')] as const,
    doctors,
    registrar: await person('登记员'),
    restart: async () => {
      killing = false;
      await opened.db.destroy();
      opened = await open();
    },
    killNextWrite: () => {
      killing = true;
    },
    close: async () => {
      await opened.db.destroy();
      if (removes) rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}

/** The bytes of a report's PDF are durable: no bytes are needed to know their hash. */
export async function keepPdf(world: World, caller: Caller): Promise<string> {
  const sha256 = hashOf(randomUUID());
  await valueIn(world.rooms().acceptObject({ sha256, size: 64, siteId: null, callerId: caller.callerId }));
  return sha256;
}
