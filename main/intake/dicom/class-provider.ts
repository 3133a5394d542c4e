/**
 * What a DIMSE service class provider other than storage is to the upper layer: which SOP classes it takes in
 * negotiation, and how it performs one operation (PS3.7 sections 9 and 10). C-STORE alone is not one of these: its data
 * set is streamed, theirs is held whole under a cap.
 */
import type { Result } from '#shared/result.ts';
import type { AssociationFacts } from './association-facts.ts';
import type { Command, CommandElements } from './command-set.ts';

/** One operation or notification that the peer asks for. */
export interface DimseRequest {
  readonly command: Command;
  readonly abstractSyntax: string;
  /** Of the data set here and of every data set answered. */
  readonly transferSyntax: string;
  /** Whole, at most `longestDataSet` bytes; null when the command announced none. */
  readonly dataSet: Buffer | null;
  readonly association: PeerAssociation;
  /** Aborted by a C-CANCEL for this operation and by the end of the association. */
  readonly signal: AbortSignal;
}

/** One response; all but the last of an operation carry a pending status (FF00H, FF01H). */
export interface DimseResponse {
  readonly status: number;
  /** Error Comment (0000,0902) for the peer's log: ASCII, at most 64 characters. */
  readonly comment?: string;
  /** Over what follows from the request: instance made by N-CREATE, event type and the like. */
  readonly elements?: Partial<CommandElements>;
  /** In the request's transfer syntax. */
  readonly dataSet?: Buffer;
}

/** What we ask of the peer on an association that it opened, such as N-EVENT-REPORT. */
export interface InvokedOperation {
  readonly abstractSyntax: string;
  /** Without message id and data set type, which are filled in. */
  readonly elements: Omit<CommandElements, 'messageId'>;
  /** In the transfer syntax of the accepted context, handed in so that it can be encoded. */
  readonly dataSet?: (transferSyntax: string) => Buffer;
}

export interface DimseReply {
  readonly command: Command;
  readonly dataSet: Buffer | null;
}

export interface PeerAssociation extends AssociationFacts {
  /**
   * Asks the peer and waits for its final response. Fails with association-ended, also when no context for that SOP
   * class was accepted or the peer stays silent past the association's idle limit.
   */
  readonly invoke: (operation: InvokedOperation) => Promise<Result<DimseReply>>;
}

export interface ServiceClassProvider {
  /** Abstract syntaxes taken in negotiation. */
  readonly sopClasses: readonly string[];
  /** Command fields performed (PS3.7 table E.1-1); others are answered with 0211H. */
  readonly commandFields: readonly number[];
  /** Transfer syntaxes it reads and writes, best first; Explicit and Implicit VR Little Endian when left out. */
  readonly transferSyntaxes?: readonly string[];
  /** True: the requestor may be the provider of these classes (role selection, PS3.7 annex D.3.3.4), and we its user. */
  readonly takesUserRole?: boolean;
  /**
   * Performs one operation. What it throws is answered with 0110H and logged; an operation that ends on a pending
   * status is closed with success, or with FE00H when it was cancelled. Nothing is asked of the iterator after its
   * last response: what has to follow, such as an N-EVENT-REPORT, goes through `association.invoke` in its own time.
   */
  readonly perform: (request: DimseRequest) => AsyncIterable<DimseResponse>;
}

/** Longest data set of an operation other than C-STORE, in bytes. */
export const longestDataSet = 4 * 1024 * 1024;

export function findProvider(
  providers: readonly ServiceClassProvider[],
  abstractSyntax: string,
): ServiceClassProvider | undefined {
  return providers.find((one) => one.sopClasses.includes(abstractSyntax));
}
