/** Which devices this station lets push: what the command line and the window allowed, remembered; nobody else. */
import { keepSetting, readSetting } from '../database/keep-setting.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { DeviceStore, KnownDevice } from '../intake/devices/device-store.ts';
import type { AdmissionPolicy, AllowedDevice } from '../intake/dicom/admit-peer.ts';

export type AllowOption = 'any' | AllowedDevice;

export interface DeviceAdmission {
  readonly callers: () => AdmissionPolicy['callers'];
  readonly admitsAny: () => boolean;
  readonly allow: (device: AllowedDevice) => Promise<void>;
}

/** `given` of this start is added to what is remembered; 'any' is remembered too. */
export async function openDeviceAdmission(
  database: StationDatabase,
  devices: DeviceStore,
  given: readonly AllowOption[],
): Promise<DeviceAdmission> {
  const allow = async ({ aet, host = '', certificate }: AllowedDevice): Promise<void> => {
    await devices.keep(aet, host, certificate === undefined ? {} : { certificate });
  };
  const admitsAny = () => readSetting<boolean>(database, 'anyDevice') === true;
  for (const one of given) if (one !== 'any') await allow(one);
  if (given.includes('any')) await keepSetting(database, 'anyDevice', true);
  return { callers: () => (admitsAny() ? 'any' : devices.list().map(allowedAs)), admitsAny, allow };
}

function allowedAs({ aet, host, certificate }: KnownDevice): AllowedDevice {
  return {
    aet,
    ...(host === '' ? {} : { host }),
    ...(certificate === '' ? {} : { certificate }),
  };
}
