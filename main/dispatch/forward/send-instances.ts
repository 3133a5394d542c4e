/** Storage service class user (PS3.4 annex B): sends instances over one association, each in the best syntax the peer takes. */
import { type Failure, failure } from '#shared/failure.ts';
import { type OpenedDicom, openDicom } from '#shared/formats/dicom/read-part10.ts';
import {
  deflatedLittleEndian,
  explicitLittleEndian,
  implicitLittleEndian,
} from '#shared/formats/dicom/transfer-syntaxes.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { type DicomNode, dicomNodeText } from '#shared/study/dicom-node.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { inflateBounded } from '../../bytes/inflate-bounded.ts';
import type { ForwardInstanceRow } from './forward-rows.ts';
import type {
  AgreedContext,
  OpenStoreAssociation,
  StoreAssociation,
  WantedContext,
} from './peer-association.ts';
import { type DecodedPixels, uncompress } from './uncompress.ts';

export interface SendInstancesDeps {
  readonly open: OpenStoreAssociation;
  readonly readBytes: (sha256: Sha256) => Promise<Result<Buffer>>;
  readonly openPixels: (bytes: Buffer) => Promise<Result<DecodedPixels>>;
  readonly onSent: (instance: ForwardInstanceRow, syntaxUid: string) => Promise<void>;
  /** It failed for good: trying again as it is would end the same. */
  readonly onFailed: (instance: ForwardInstanceRow, why: Failure) => Promise<void>;
  /** The association broke off while this one was on its way: some peers abort at an object they cannot take. */
  readonly onBroken: (instance: ForwardInstanceRow, why: Failure) => Promise<void>;
  readonly stopped: () => boolean;
}

/** Presentation contexts of one association (PS3.8 section 7.1.1.13: odd ids up to 255). */
const mostContexts = 128;

/** Fails when the association did, or the peer is out of resources: what is not sent then waits. */
export async function sendInstances(
  deps: SendInstancesDeps,
  node: DicomNode,
  instances: readonly ForwardInstanceRow[],
): Promise<Result<void>> {
  let left = instances;
  while (left.length > 0 && !deps.stopped()) {
    const { contexts, places, count } = planContexts(left);
    const opened = await deps.open(node, contexts);
    if (!opened.ok) return opened;
    const sent = await sendSome(deps, node, opened.value, left.slice(0, count), places);
    if (!sent.ok) {
      opened.value.abort();
      return sent;
    }
    await opened.value.release();
    left = left.slice(count);
  }
  return ok(undefined);
}

interface Plan {
  readonly contexts: readonly WantedContext[];
  /** Class and syntax to the index of its context; the class alone to that of the uncompressed ones. */
  readonly places: ReadonlyMap<string, number>;
  /** How many of the instances fit into this association. */
  readonly count: number;
}

/** Each stored syntax gets a context of its own: in one context the peer would choose, and might choose another. */
function planContexts(instances: readonly ForwardInstanceRow[]): Plan {
  const contexts: WantedContext[] = [];
  const places = new Map<string, number>();
  let count = 0;
  for (const { sopClassUid, transferSyntaxUid } of instances) {
    const wanted: ReadonlyArray<readonly [string, readonly string[]]> = [
      [`${sopClassUid} ${transferSyntaxUid}`, [transferSyntaxUid]],
      [`${sopClassUid} ${explicitLittleEndian}`, [explicitLittleEndian]],
      [`${sopClassUid} ${implicitLittleEndian}`, [implicitLittleEndian]],
    ];
    const missing = wanted.filter(([key]) => !places.has(key));
    if (contexts.length + missing.length > mostContexts) break;
    for (const [key, transferSyntaxes] of missing) {
      if (places.has(key)) continue;
      places.set(key, contexts.length);
      contexts.push({ abstractSyntax: sopClassUid, transferSyntaxes });
    }
    count += 1;
  }
  return { contexts, places, count };
}

async function sendSome(
  deps: SendInstancesDeps,
  node: DicomNode,
  association: StoreAssociation,
  instances: readonly ForwardInstanceRow[],
  places: ReadonlyMap<string, number>,
): Promise<Result<void>> {
  const peer = dicomNodeText(node);
  let messageId = 0;
  for (const instance of instances) {
    if (deps.stopped()) return ok(undefined);
    const agreed = (syntax: string): AgreedContext | null => {
      const place = places.get(`${instance.sopClassUid} ${syntax}`);
      return place === undefined ? null : association.agreed(place);
    };
    const prepared = await prepare(deps, instance, agreed, peer);
    if (!prepared.ok) {
      await deps.onFailed(instance, prepared.failure);
      continue;
    }
    const { context, data } = prepared.value;
    messageId = (messageId % 0xffff) + 1;
    const replied = await association.request(context.id, storeCommand(instance, messageId), data);
    if (!replied.ok) {
      await deps.onBroken(instance, replied.failure);
      return replied;
    }
    const { status, comment } = replied.value;
    // B000 and its like are warnings: the object was kept (PS3.4 table B.2-1).
    if (status === 0 || (status & 0xf000) === 0xb000) await deps.onSent(instance, context.transferSyntax);
    else {
      const refused = failure('peer-refused-object', { peer, status: hex(status), detail: comment });
      if ((status & 0xff00) === 0xa700) return fail(refused);
      await deps.onFailed(instance, refused);
    }
  }
  return ok(undefined);
}

interface Prepared {
  readonly context: AgreedContext;
  readonly data: Iterable<Buffer>;
}

/** As it is stored where the peer takes that, else without compression. */
async function prepare(
  deps: SendInstancesDeps,
  instance: ForwardInstanceRow,
  agreed: (syntax: string) => AgreedContext | null,
  peer: string,
): Promise<Result<Prepared>> {
  const [explicit, implicit] = [agreed(explicitLittleEndian), agreed(implicitLittleEndian)];
  const stored = agreed(instance.transferSyntaxUid);
  if (stored === null && explicit === null && implicit === null) {
    return fail(failure('peer-class-unsupported', { peer, sopClass: instance.sopClassUid }));
  }
  const bytes = await deps.readBytes(instance.sha256);
  if (!bytes.ok) return bytes;
  const opened = openDicom(bytes.value, { inflate: inflateBounded });
  if (!opened.ok) return opened;
  const found = opened.value.transferSyntaxUid;
  if (stored !== null && found === instance.transferSyntaxUid && found !== deflatedLittleEndian) {
    return ok({ context: stored, data: [bytes.value.subarray(dataSetStart(opened.value))] });
  }
  for (const context of [explicit, implicit]) {
    if (context === null) continue;
    const pixels = () => deps.openPixels(bytes.value);
    const plain = await uncompress(opened.value, pixels, context.transferSyntax, peer);
    if (plain.ok) return ok({ context, data: [plain.value] });
    if (context === (implicit ?? explicit)) return plain;
  }
  return fail(failure('peer-syntax-unsupported', { peer, uid: found }));
}

/** Where the data set begins behind the file meta information. */
function dataSetStart(opened: OpenedDicom): number {
  for (const { vr, start } of opened.walk.dataSet.elements.values()) {
    const long = /^(O[BDFLVW]|S[QV]|U[CNRTV])$/.test(vr);
    return start - (long ? 12 : 8);
  }
  return 0;
}

function storeCommand(
  { sopClassUid, sopInstanceUid }: ForwardInstanceRow,
  messageId: number,
): ReadonlyArray<readonly [number, string | number]> {
  return [
    [0x0002, sopClassUid],
    [0x0100, 0x0001],
    [0x0110, messageId],
    [0x0700, 0],
    [0x0800, 0x0001],
    [0x1000, sopInstanceUid],
  ];
}

function hex(status: number): string {
  return status.toString(16).toUpperCase().padStart(4, '0');
}
