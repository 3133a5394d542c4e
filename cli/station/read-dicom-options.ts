/** Options of `yuanzhen station` about receiving over DICOM: who may push, what is taken, and with which certificate. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { parseAllowedDevice } from '../../main/intake/dicom/admit-peer.ts';
import type { StationOptions } from '../../main/station.ts';

export const dicomOptions = {
  allow: { type: 'string', multiple: true },
  'accept-deflated': { type: 'boolean' },
  'dicom-tls-cert': { type: 'string' },
  'dicom-tls-key': { type: 'string' },
  'dicom-tls-ca': { type: 'string' },
} as const;

interface Values {
  readonly allow?: readonly string[] | undefined;
  readonly 'accept-deflated'?: boolean | undefined;
  readonly 'dicom-tls-cert'?: string | boolean | undefined;
  readonly 'dicom-tls-key'?: string | boolean | undefined;
  readonly 'dicom-tls-ca'?: string | boolean | undefined;
}

/** Fails with usage. */
export function readDicomOptions(
  values: Values,
): Result<Pick<StationOptions, 'allow' | 'acceptDeflated' | 'dicomTls'>> {
  const allow: ('any' | NonNullable<ReturnType<typeof parseAllowedDevice>>)[] = [];
  for (const text of values.allow ?? []) {
    const device = text === 'any' ? text : parseAllowedDevice(text);
    if (device === null) return fail(failure('usage', { detail: `--allow ${text}` }));
    allow.push(device);
  }
  const [certificateFile, keyFile, authorityFile] = (
    ['dicom-tls-cert', 'dicom-tls-key', 'dicom-tls-ca'] as const
  ).map((name) => (typeof values[name] === 'string' ? values[name] : ''));
  const given = [certificateFile, keyFile, authorityFile].filter((file) => file !== '' && file !== undefined);
  if (given.length !== 0 && given.length !== 3) {
    return fail(failure('usage', { detail: '--dicom-tls-cert --dicom-tls-key --dicom-tls-ca' }));
  }
  return ok({
    allow,
    acceptDeflated: values['accept-deflated'] === true,
    ...(certificateFile && keyFile && authorityFile
      ? { dicomTls: { certificateFile, keyFile, authorityFile } }
      : {}),
  });
}
