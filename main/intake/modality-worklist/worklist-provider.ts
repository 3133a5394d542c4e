/** Modality Worklist as a service class provider (PS3.4 annex K): C-FIND with C-CANCEL, so that nobody types a patient twice. */
import { readDataSet } from '#shared/formats/dicom/read-data-set.ts';
import { encodingOf, explicitLittleEndian } from '#shared/formats/dicom/transfer-syntaxes.ts';
import type { KnownDevice } from '../devices/device-store.ts';
import type { DimseRequest, ServiceClassProvider } from '../dicom/class-provider.ts';
import { commandFields, statuses } from '../dicom/command-set.ts';
import { type FindWorklistDeps, findWorklist } from './find-worklist.ts';

const modalityWorklistClass = '1.2.840.10008.5.1.4.31';
/** Identifier does not match SOP class, and unable to process (PS3.4 table K.4-2). */
const identifierMismatch = 0xa900;
const unableToProcess = 0xc000;
/** Matches between two turns of the loop, so that a cancel can come in. */
const turnEvery = 10;

export interface WorklistProviderDeps extends FindWorklistDeps {
  readonly deviceOf: (aet: string, host: string) => KnownDevice | null;
  readonly onAsked: (request: DimseRequest, matches: number) => void;
}

export function createWorklistProvider(deps: WorklistProviderDeps): ServiceClassProvider {
  return {
    sopClasses: [modalityWorklistClass],
    commandFields: [commandFields.find],
    perform: async function* (request) {
      const { association, dataSet, transferSyntax, signal } = request;
      const device = deps.deviceOf(association.callingAet, association.address);
      if (device?.mayQuery === false) {
        yield { status: unableToProcess, comment: 'This device may not query the worklist' };
        return;
      }
      if (dataSet === null) {
        yield { status: identifierMismatch, comment: 'No identifier' };
        return;
      }
      const walk = readDataSet(dataSet, 0, encodingOf(transferSyntax));
      if (walk.stop !== null) {
        yield { status: unableToProcess, comment: `Identifier ${walk.stop.kind}` };
        return;
      }
      const query = {
        identifier: walk.dataSet,
        callingAet: association.callingAet,
        characterSet: device?.characterSet ?? 'ISO_IR 192',
        explicit: transferSyntax === explicitLittleEndian,
      };
      let matches = 0;
      for (const match of findWorklist(deps, query)) {
        if (signal.aborted) {
          yield { status: statuses.cancelled };
          return;
        }
        yield { status: match.status, dataSet: Buffer.from(match.identifier) };
        matches += 1;
        if (matches % turnEvery === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      deps.onAsked(request, matches);
      yield { status: statuses.success };
    },
  };
}
