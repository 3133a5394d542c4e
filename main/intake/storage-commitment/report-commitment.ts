/** N-EVENT-REPORT to a device (PS3.4 annex J.3.3), over an association of its own: we open it, but are the provider. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import {
  type OpenedAssociation,
  openAssociation,
  type PeerAddress,
} from '../dicom/requestor/open-association.ts';
import type { CommandValue } from '../dicom/requestor/request-bytes.ts';
import { commitmentClass, commitmentInstance, writeCommitmentResult } from './commitment-data.ts';
import type { Commitment } from './commitment-store.ts';

const explicitLittle = '1.2.840.10008.1.2.1';
const implicitLittle = '1.2.840.10008.1.2';

/** Event type 1: everything is safe; 2: some is not (PS3.4 table J.3-3). */
export function eventTypeOf(commitment: Commitment): 1 | 2 {
  return (commitment.failed?.length ?? 0) === 0 ? 1 : 2;
}

/** The event's command as a request with that message id. */
export function eventCommand(commitment: Commitment, messageId: number): readonly CommandValue[] {
  return [
    [0x0002, commitmentClass],
    [0x0100, 0x0100],
    [0x0110, messageId],
    [0x0800, 0x0001],
    [0x1000, commitmentInstance],
    [0x1002, eventTypeOf(commitment)],
  ];
}

/** Fails with peer-unreachable, peer-rejected, peer-broken, peer-class-unsupported or peer-refused-object. */
export async function reportCommitment(
  peer: PeerAddress,
  callingAet: string,
  commitment: Commitment,
): Promise<Result<void>> {
  const opened = await openAssociation(peer, {
    callingAet,
    contexts: [
      {
        abstractSyntax: commitmentClass,
        transferSyntaxes: [explicitLittle, implicitLittle],
        asProvider: true,
      },
    ],
  });
  if (!opened.ok) return opened;
  const told = await tell(opened.value, `${peer.aet}@${peer.host}:${peer.port}`, commitment);
  if (told.ok) await opened.value.release();
  else opened.value.abort();
  return told;
}

async function tell(
  association: OpenedAssociation,
  peer: string,
  commitment: Commitment,
): Promise<Result<void>> {
  const context = association.agreed(0);
  if (context === null) return fail(failure('peer-class-unsupported', { peer, sopClass: commitmentClass }));
  const { transactionUid, references, failed } = commitment;
  const explicit = context.transferSyntax === explicitLittle;
  const data = writeCommitmentResult(transactionUid, references, failed ?? [], explicit);
  const answered = await association.request(context.id, eventCommand(commitment, 1), [data]);
  if (!answered.ok) return answered;
  const { status, comment } = answered.value;
  if (status === 0) return ok(undefined);
  return fail(failure('peer-refused-object', { peer, status: status.toString(16), detail: comment }));
}
