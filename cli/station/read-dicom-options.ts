/** Options of `yuanzhen station` about receiving over DICOM: who may push, what is taken, and with which certificate. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { parseAllowedDevice } from '../../main/intake/dicom/admit-peer.ts';
import type { StationOptions } from '../../main/station.ts';

export const dicomOptions = {
  allow: { type: 'string', multiple: true },
  'accept-deflated': { type: 'boolean' },
} as const;

interface Values {
  readonly allow?: readonly string[] | undefined;
  readonly 'accept-deflated'?: boolean | undefined;
}

/** Fails with usage. */
export function readDicomOptions(values: Values): Result<Pick<StationOptions, 'allow' | 'acceptDeflated'>> {
  const allow: ('any' | NonNullable<ReturnType<typeof parseAllowedDevice>>)[] = [];
  for (const text of values.allow ?? []) {
    const device = text === 'any' ? text : parseAllowedDevice(text);
    if (device === null) return fail(failure('usage', { detail: `--allow ${text}` }));
    allow.push(device);
  }
  return ok({ allow, acceptDeflated: values['accept-deflated'] === true });
}
