/** Which devices this station lets push: what the command line and the window allowed, remembered; nobody else. */
import { keepSetting, readSetting, writeSetting } from '../database/keep-setting.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { AdmissionPolicy, AllowedDevice } from '../intake/dicom/admit-peer.ts';

export type AllowOption = 'any' | AllowedDevice;

export interface DeviceAdmission {
  readonly callers: () => AdmissionPolicy['callers'];
  readonly allow: (device: AllowedDevice) => Promise<void>;
}

/** `given` of this start is added to what is remembered; 'any' is remembered too. */
export async function openDeviceAdmission(
  database: StationDatabase,
  given: readonly AllowOption[],
): Promise<DeviceAdmission> {
  const list = () => readSetting<AllowedDevice[]>(database, 'allowedDevices') ?? [];
  const named = given.filter((one) => one !== 'any');
  const isListed = (all: readonly AllowedDevice[], device: AllowedDevice) =>
    all.some(
      (one) => one.aet === device.aet && one.host === device.host && one.certificate === device.certificate,
    );
  const add = (devices: readonly AllowedDevice[]) =>
    database.commit(() => {
      const known = list();
      const fresh = devices.filter((device) => !isListed(known, device));
      if (fresh.length > 0) writeSetting(database, 'allowedDevices', [...known, ...fresh]);
    });
  if (named.length > 0) await add(named);
  if (given.includes('any')) await keepSetting(database, 'anyDevice', true);
  return {
    callers: () => (readSetting<boolean>(database, 'anyDevice') === true ? 'any' : list()),
    allow: (device) => add([device]),
  };
}
