/** Storage commitment push model as a service class provider (PS3.4 annex J): N-ACTION now, the result as an event later. */
import { failure } from '#shared/failure.ts';
import { readDataSet } from '#shared/formats/dicom/read-data-set.ts';
import { encodingOf, explicitLittleEndian } from '#shared/formats/dicom/transfer-syntaxes.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { KnownDevice } from '../devices/device-store.ts';
import type {
  DimseRequest,
  DimseResponse,
  PeerAssociation,
  ServiceClassProvider,
} from '../dicom/class-provider.ts';
import { commandFields, statuses } from '../dicom/command-set.ts';
import {
  commitmentClass,
  commitmentInstance,
  readCommitmentRequest,
  writeCommitmentResult,
} from './commitment-data.ts';
import type { Commitment } from './commitment-store.ts';
import type { CommitmentKeeper } from './keep-commitments.ts';
import { eventTypeOf, reportCommitment } from './report-commitment.ts';

export interface CommitmentProviderDeps {
  readonly keeper: () => CommitmentKeeper;
  readonly deviceOf: (aet: string, host: string) => KnownDevice | null;
  /** Our AE title. */
  readonly aet: () => string;
}

export interface CommitmentService {
  readonly provider: ServiceClassProvider;
  /** Tells the device over its own association while that is open, else over one to its configured port. */
  readonly report: (commitment: Commitment) => Promise<Result<void>>;
}

export function createCommitmentService(deps: CommitmentProviderDeps): CommitmentService {
  /** The last association over which each device asked. */
  const heard = new Map<string, PeerAssociation>();

  async function perform(request: DimseRequest): Promise<DimseResponse> {
    const { command, association, dataSet } = request;
    if (command.requestedInstance !== commitmentInstance)
      return { status: 0x0112, comment: 'No such SOP instance' };
    if (command.actionTypeId !== 1) return { status: 0x0123, comment: 'No such action type' };
    const walk = dataSet === null ? null : readDataSet(dataSet, 0, encodingOf(request.transferSyntax));
    const asked = walk === null || walk.stop !== null ? null : readCommitmentRequest(walk.dataSet);
    if (asked === null) return { status: 0x0115, comment: 'Transaction UID or references missing' };
    heard.set(association.callingAet, association);
    deps.keeper().hurry(association.callingAet);
    await deps.keeper().take(asked, association.callingAet, association.address);
    return { status: statuses.success };
  }

  async function tellOver(association: PeerAssociation, commitment: Commitment): Promise<Result<void>> {
    const { transactionUid, references, failed } = commitment;
    const replied = await association.invoke({
      abstractSyntax: commitmentClass,
      elements: {
        field: commandFields.eventReport,
        affectedClass: commitmentClass,
        affectedInstance: commitmentInstance,
        eventTypeId: eventTypeOf(commitment),
      },
      dataSet: (syntax) =>
        writeCommitmentResult(transactionUid, references, failed ?? [], syntax === explicitLittleEndian),
    });
    if (!replied.ok) return replied;
    const status = replied.value.command.status ?? 0xffff;
    const peer = commitment.callingAet;
    return status === 0
      ? ok(undefined)
      : fail(failure('peer-refused-object', { peer, status: status.toString(16), detail: '' }));
  }

  return {
    provider: {
      sopClasses: [commitmentClass],
      commandFields: [commandFields.action],
      perform: async function* (request) {
        yield await perform(request);
      },
    },
    report: async (commitment) => {
      const { callingAet, host } = commitment;
      const open = heard.get(callingAet);
      if (open !== undefined) {
        const told = await tellOver(open, commitment);
        if (told.ok) return told;
        heard.delete(callingAet);
      }
      const device = deps.deviceOf(callingAet, host);
      if (device === null || device.listenPort === 0) {
        return fail(
          failure('peer-unreachable', {
            peer: `${callingAet}@${host}`,
            detail: 'its port is not configured',
          }),
        );
      }
      const peer = { aet: callingAet, host: device.host || host, port: device.listenPort, tls: null };
      return reportCommitment(peer, deps.aet(), commitment);
    },
  };
}
