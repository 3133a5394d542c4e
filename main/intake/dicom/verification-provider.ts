/** C-ECHO (PS3.4 annex A, PS3.7 section 9.1.5): the device asks whether we are there. */
import type { ServiceClassProvider } from './class-provider.ts';
import { commandFields, statuses } from './command-set.ts';
import { nativePreference } from './transfer-syntaxes.ts';

export const verificationProvider: ServiceClassProvider = {
  sopClasses: ['1.2.840.10008.1.1'],
  commandFields: [commandFields.echo],
  transferSyntaxes: nativePreference,
  perform: async function* () {
    yield { status: statuses.success };
  },
};
