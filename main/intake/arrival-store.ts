/** What intake needs of the archive, handed in by the composition root: stages do not import each other. */
import type { Failure } from '#shared/failure.ts';
import type { Result } from '#shared/result.ts';
import type { DescribedInstance } from '#shared/study/described-instance.ts';
import type { Sha256 } from '#shared/study/ids.ts';

/** Where an arrival came from, and by whom. */
export interface Provenance {
  readonly source: 'dicom' | 'stow' | 'folder' | 'file';
  /** Calling AE title, name of the device's token, or the file's path. */
  readonly peer: string;
  readonly associationId?: string;
}

export interface TemporaryArrival {
  /** A promise when the writer must wait for the disk, which rejects when the disk refuses; null when it may go on. */
  readonly write: (bytes: Buffer) => Promise<void> | null;
  readonly size: () => number;
  /** The file with all bytes in it, to be read; no more is written. */
  readonly written: () => Promise<{ path: string; size: number }>;
  /** Makes what was written durable; `finish` waits for it. */
  readonly sync: () => Promise<void>;
  readonly finish: () => Promise<{ path: string; sha256: Sha256; size: number }>;
  readonly discard: () => Promise<void>;
}

export interface KeptArrival {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
  readonly sha256: Sha256;
  readonly outcome: 'new' | 'same' | 'conflict';
}

export interface ArrivalStore {
  readonly openTemporary: () => TemporaryArrival;
  /** Fails with disk-full when that many bytes would reach into the reserve. */
  readonly checkSpace: (wanted: number) => Promise<Result<void>>;
  /** Durable and indexed when it answers. */
  readonly keep: (
    temporary: TemporaryArrival,
    described: DescribedInstance,
    provenance: Provenance,
  ) => Promise<Result<KeptArrival>>;
  /** Keeps refused bytes out of the archive, under their hash. */
  readonly setAside: (temporary: TemporaryArrival) => Promise<Result<{ sha256: Sha256; size: number }>>;
}

/** An arrival that was not accepted, with its reason. */
export interface RefusedArrival {
  readonly name: string;
  readonly provenance: Provenance;
  readonly failure: Failure;
  /** Under which hash the bytes are kept; null when there was nothing to keep. */
  readonly sha256: Sha256 | null;
  readonly size: number;
  /** Station time in ms. */
  readonly refusedAt: number;
}
