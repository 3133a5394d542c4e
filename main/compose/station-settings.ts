/** What a station is told at its first start and remembers: later starts need only the data folder. */
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '#shared/contract/settings.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { keepSetting, readSetting } from '../database/keep-setting.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { DicomTlsFiles } from '../intake/dicom/secure-transport.ts';
import { checkExchangeUrl } from '../link/check-exchange-url.ts';
import type { SignerProgram } from '../signing/signers/program-key.ts';
import type { AllowOption } from './device-admission.ts';
import { keepSettingsBeside, readSettingsBeside } from './settings-beside.ts';

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** Where files of one start come from; nothing of it is remembered. */
export interface StationOptions {
  readonly dataFolder: string;
  readonly role?: 'clinic' | 'reader';
  readonly exchange?: string;
  readonly name?: string;
  readonly dicom?: HostPort;
  readonly aet?: string;
  /** Devices that may push, added to those remembered; without any, nobody may. */
  readonly allow?: readonly AllowOption[];
  /** Takes Deflated Explicit VR Little Endian over DICOM; off unless a device has nothing else. */
  readonly acceptDeflated?: boolean;
  /** The DICOM listener speaks TLS only, with certificates on both sides. */
  readonly dicomTls?: DicomTlsFiles;
  readonly watch?: string;
  readonly hosted?: HostPort;
  readonly token?: string;
  readonly pipe?: { readonly path: string; readonly secret: string };
  readonly windowFolder: string;
  readonly tls?: { readonly certificateFile: string; readonly keyFile: string };
  /** The practice township's control: its address and secret, or the file it writes them into when it starts. */
  readonly practice?: { readonly url: string; readonly secret: string } | { readonly file: string };
  /** Accounts of the practice region, and who the one-time link opens signed in as. */
  readonly signInFile?: string;
  readonly signInAs?: string;
  /** Quiet times in ms, for tests; the defaults of the promise otherwise. */
  readonly quietMs?: number;
  /** The machine's part of the seal of signing keys, 32 bytes, where the shell keeps it in the system's own store. */
  readonly machineSeal?: Buffer;
  /** A program that holds the readers' keys of one algorithm, as the tool of a UKey does. */
  readonly signer?: SignerProgram;
  readonly log?: (line: object) => void;
}

export interface StationSettings {
  readonly settings: Settings;
  readonly token: string;
  readonly hosted: HostPort | null;
  readonly listensToDicom: boolean;
  /** Names this installation, before the exchange is known and after. */
  readonly installId: string;
  /** Mixed into every seal of a key; lies beside the database, not in it. */
  readonly pepper: Buffer;
}

export const emptySettings: Settings = {
  language: 'zh-CN',
  theme: 'dark',
  exchange: '',
  stationName: '',
  role: 'reader',
  dicom: { host: '127.0.0.1', port: 0, aet: 'YUANZHEN' },
  watchFolder: '',
  recompression: 'auto',
  sound: true,
  pixelsPerMm: 96 / 25.4,
};

interface Remembered {
  readonly token: string;
  readonly hosted: HostPort | null;
  readonly listensToDicom: boolean;
  readonly installId: string;
}

/** Options of this start over what is remembered. Fails with usage or plain-http-refused. */
export async function settleSettings(
  database: StationDatabase,
  options: StationOptions,
): Promise<Result<StationSettings>> {
  const beside = readSettingsBeside(options.dataFolder);
  const known = readSetting<Settings>(database, 'settings') ?? beside?.settings;
  const remembered = readSetting<Remembered>(database, 'station') ?? beside?.station;
  const role = options.role ?? known?.role;
  const token = options.token ?? remembered?.token;
  const address = checkExchangeUrl(options.exchange ?? known?.exchange ?? '');
  const missing = [role === undefined ? '--role' : '', token === undefined ? '--token' : ''].filter(Boolean);
  if (role === undefined || token === undefined) return fail(failure('usage', { detail: missing.join(' ') }));
  if (!address.ok) return address;
  const before = {
    ...emptySettings,
    theme: role === 'clinic' ? ('light' as const) : ('dark' as const),
    ...known,
  };
  const settings: Settings = {
    ...before,
    role,
    exchange: address.value,
    stationName: options.name ?? before.stationName,
    dicom: { ...before.dicom, ...options.dicom, aet: options.aet ?? before.dicom.aet },
    watchFolder: options.watch ?? before.watchFolder,
  };
  const station: Remembered = {
    token,
    hosted: options.hosted ?? remembered?.hosted ?? null,
    listensToDicom: options.dicom !== undefined || (remembered?.listensToDicom ?? false),
    installId: remembered?.installId ?? randomUUID(),
  };
  await keepSetting(database, 'settings', settings);
  await keepSetting(database, 'station', station);
  keepSettingsBeside(options.dataFolder, { settings, station });
  return ok({ settings, ...station, pepper: options.machineSeal ?? readPepper(options.dataFolder) });
}

function readPepper(folder: string): Buffer {
  const path = join(folder, 'seal.key');
  if (!existsSync(path)) writeFileSync(path, randomBytes(32), { mode: 0o600, flag: 'wx', flush: true });
  return readFileSync(path);
}
