/** Sending studies on, given what it binds together: the vault, the decoder, and the requestor half of the upper layer. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import type { ListedForward } from '#shared/contract/devices.ts';
import { dicomNodeText } from '#shared/study/dicom-node.ts';
import { readObject } from '../archive/open-object.ts';
import type { Vault } from '../archive/vault.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { createForwardRows, type ForwardRow } from '../dispatch/forward/forward-rows.ts';
import { createForwarder, type Forwarder, nodeOf } from '../dispatch/forward/forward-study.ts';
import { isSelf } from '../dispatch/forward/is-self.ts';
import { openAssociation } from '../intake/dicom/requestor/open-association.ts';

export interface ForwardingDeps {
  readonly database: StationDatabase;
  readonly vault: Vault;
  readonly dataFolder: string;
  readonly now: () => number;
  readonly aet: string;
  /** host:port of our own listener, or null. */
  readonly listener: () => string | null;
  /** Our certificate, shown to peers that ask for one. */
  readonly tls: { readonly certificateFile: string; readonly keyFile: string } | null;
  readonly onChanged: () => void;
  readonly log: { readonly warn: (facts: object, message: string) => void };
}

export interface Forwarding extends Forwarder {
  /** Newest first; null: of all studies. */
  readonly list: (studyInstanceUid: string | null) => ListedForward[];
  readonly find: (forwardId: string) => ListedForward | null;
}

/** Authorities of peers whose certificates are not from a public one. */
const peerAuthorities = 'dicom-peers.pem';
const mostListed = 200;

export function createForwarding(deps: ForwardingDeps): Forwarding {
  const rows = createForwardRows(deps.database);
  const forwarder = createForwarder({
    rows,
    now: deps.now,
    isSelf: (node) => isSelf(deps.listener(), node),
    open: (node, contexts) =>
      openAssociation({ ...node, tls: node.tls ? secure(deps) : null }, { callingAet: deps.aet, contexts }),
    readBytes: (sha256) => readObject(deps.vault, sha256),
    // The codecs are loaded by the first study that has to be sent in another encoding.
    openPixels: async (bytes) => (await import('../reading/decode-pixels.ts')).openPixels(bytes),
    onChanged: deps.onChanged,
    log: deps.log,
  });

  function describe(row: ForwardRow): ListedForward {
    const instances = rows.instances(row.forwardId);
    return {
      forwardId: row.forwardId,
      studyInstanceUid: row.studyInstanceUid,
      to: dicomNodeText(nodeOf(row)),
      requestedAt: row.requestedAt,
      endedAt: row.endedAt,
      attempts: row.attempts,
      nextAttemptAt: row.nextAttemptAt,
      trouble: row.trouble,
      sent: instances.filter((one) => one.state === 'sent').length,
      of: instances.length,
      failed: instances.flatMap(({ sopInstanceUid, state, trouble }) =>
        state === 'failed' && trouble !== null ? [{ sopInstanceUid, failure: trouble }] : [],
      ),
    };
  }

  return {
    ...forwarder,
    list: (study) =>
      rows
        .list(mostListed)
        .filter((row) => study === null || row.studyInstanceUid === study)
        .map(describe),
    find: (forwardId) => {
      const row = rows.find(forwardId);
      return row === null ? null : describe(row);
    },
  };
}

function secure({ dataFolder, tls }: ForwardingDeps): ConnectionOptions {
  const path = join(dataFolder, peerAuthorities);
  return {
    ...(existsSync(path) ? { ca: readFileSync(path) } : {}),
    ...(tls === null ? {} : { cert: readFileSync(tls.certificateFile), key: readFileSync(tls.keyFile) }),
  };
}
