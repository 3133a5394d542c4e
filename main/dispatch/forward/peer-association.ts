/** What forwarding needs of the DICOM upper layer, handed in by the composition root: stages do not import each other. */
import type { Result } from '#shared/result.ts';
import type { DicomNode } from '#shared/study/dicom-node.ts';

export interface AgreedContext {
  readonly id: number;
  readonly transferSyntax: string;
}

export interface StoreReply {
  readonly status: number;
  readonly comment: string;
}

export interface StoreAssociation {
  /** What was agreed for the requested context at that index; null when the peer refused it. */
  readonly agreed: (index: number) => AgreedContext | null;
  readonly request: (
    contextId: number,
    command: ReadonlyArray<readonly [element: number, value: string | number]>,
    data: AsyncIterable<Buffer> | Iterable<Buffer>,
  ) => Promise<Result<StoreReply>>;
  readonly release: () => Promise<void>;
  readonly abort: () => void;
}

export interface WantedContext {
  readonly abstractSyntax: string;
  readonly transferSyntaxes: readonly string[];
}

/** Fails with peer-unreachable, peer-rejected or peer-broken. */
export type OpenStoreAssociation = (
  node: DicomNode,
  contexts: readonly WantedContext[],
) => Promise<Result<StoreAssociation>>;
