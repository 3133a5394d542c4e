/** The answer to a web store (PS3.18 section 10.5.3): what became of each instance, as DICOM JSON (annex F). */
import type { Failure } from '#shared/failure.ts';

export interface StoredInstance {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
}

export interface StoreOutcome {
  readonly stored: readonly StoredInstance[];
  readonly failed: ReadonlyArray<StoredInstance & { readonly reason: number }>;
  /** Reasons of parts that did not even say which instance they are. */
  readonly others: readonly number[];
}

/** Failure Reason (0008,1197) by PS3.18 table 10.5.3-2 (statuses of PS3.4 annex GG). */
export function failureReasonOf(why: Failure): number {
  switch (why.code) {
    case 'disk-full':
      return 0xa700;
    case 'sop-class-mismatch':
    case 'sop-instance-mismatch':
    case 'study-mismatch':
      return 0xa900;
    case 'internal':
      return 0x0110;
    default:
      return 0xc000;
  }
}

/** 200 when all is kept, 202 when some is, 409 when none is. */
export function answerStore(outcome: StoreOutcome): Response {
  const lost = outcome.failed.length + outcome.others.length;
  const status = lost === 0 ? 200 : outcome.stored.length > 0 ? 202 : 409;
  return jsonAnswer(status, outcome);
}

export function jsonAnswer(status: number, outcome: StoreOutcome): Response {
  const body: Record<string, object> = { '00081190': { vr: 'UR' } };
  if (outcome.failed.length > 0) {
    body['00081198'] = sequence(
      outcome.failed.map((one) => ({ ...reference(one), ...reasonOf(one.reason) })),
    );
  }
  if (outcome.stored.length > 0) body['00081199'] = sequence(outcome.stored.map(reference));
  if (outcome.others.length > 0) body['0008119A'] = sequence(outcome.others.map(reasonOf));
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/dicom+json', 'cache-control': 'no-store' },
  });
}

const sequence = (items: readonly object[]) => ({ vr: 'SQ', Value: items });
const reasonOf = (reason: number) => ({ '00081197': { vr: 'US', Value: [reason] } });

function reference(one: StoredInstance): object {
  return {
    '00081150': { vr: 'UI', Value: [one.sopClassUid] },
    '00081155': { vr: 'UI', Value: [one.sopInstanceUid] },
  };
}
