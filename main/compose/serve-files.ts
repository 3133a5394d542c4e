/** What the window fetches beside calls: images, report PDFs, and the files a person drops on it. */

import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Failure, failure } from '#shared/failure.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { type Referral, referralState } from '#shared/study/referral.ts';
import { seesCases } from '../api/api-context.ts';
import { serveObject } from '../api/serve-object.ts';
import type { WindowSession } from '../api/window-sessions.ts';
import { openObject, readObject } from '../archive/open-object.ts';
import { readObjectForWindow } from '../archive/read-object-for-window.ts';
import type { ReportStore } from '../archive/report-store.ts';
import type { Vault } from '../archive/vault.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { Intake } from '../intake/start-intake.ts';
import type { ServeRecordings } from './serve-recordings.ts';

export interface ServeFilesDeps {
  readonly database: StationDatabase;
  readonly dataFolder: string;
  readonly vault: Vault;
  readonly reports: ReportStore;
  readonly audit: AuditTrail;
  readonly intake: () => Intake | null;
  readonly recordings: ServeRecordings;
  readonly referrals: () => readonly Referral[];
}

const deflated = '1.2.840.10008.1.2.1.99';
const smallUpTo = 8 * 1024 * 1024;

export function createServeFiles(deps: ServeFilesDeps) {
  const facts = deps.database.sqlite.prepare<
    [string],
    { size: number; transferSyntaxUid: string; format: string }
  >(
    // The same bytes may be an attachment here and, read after all, an image there.
    `SELECT size, transferSyntaxUid, format FROM instance WHERE sha256 = ? ORDER BY format = 'attachment' LIMIT 1`,
  );
  const gone = deps.database.sqlite
    .prepare<[string], number>(
      `SELECT 1 FROM retiredObject WHERE sha256 = ?
       AND NOT EXISTS (SELECT 1 FROM object WHERE object.sha256 = retiredObject.sha256)`,
    )
    .pluck();
  const isAttachment = (sha256: Sha256): boolean => facts.get(sha256)?.format === 'attachment';

  async function readSmall(sha256: Sha256): Promise<Uint8Array<ArrayBuffer> | null> {
    const known = facts.get(sha256);
    if (known === undefined || known.size > smallUpTo || known.transferSyntaxUid === deflated) return null;
    const bytes = await readObject(deps.vault, sha256);
    return bytes.ok ? (bytes.value as Uint8Array<ArrayBuffer>) : null;
  }

  async function openPdf(
    session: WindowSession,
    found: {
      readonly pdfSha256: Sha256;
      readonly taskId: string;
      readonly detail: string;
      /** Of the file that is saved: no two of them alike, nobody's name in it. */
      readonly name: string;
    },
  ): Promise<Response> {
    const bytes = await readObject(deps.vault, found.pdfSha256);
    if (!bytes.ok) return refused(404, bytes.failure);
    await deps.audit.record({
      memberId: session.actor?.member.memberId ?? null,
      act: 'viewed-report',
      success: true,
      object: found.taskId,
      detail: found.detail,
    });
    return new Response(new Uint8Array(bytes.value), {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="${found.name}"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    });
  }

  return {
    object: async (request: Request, name: string, session: WindowSession): Promise<Response> => {
      if (!seesCases(session)) return refused(401, failure('not-signed-in'));
      // Let go, though its bytes may lie here for a moment yet.
      if (gone.get(name) !== undefined) return refused(404, failure('object-not-found', { sha256: name }));
      const open = (sha256: Sha256, range: { from: number; to?: number }) =>
        isAttachment(sha256)
          ? openObject(deps.vault, sha256, range)
          : readObjectForWindow(deps.vault, sha256, range);
      return serveObject({ isAttachment, readSmall, open }, request, name);
    },
    recording: async (path: string, query: URLSearchParams, session: WindowSession): Promise<Response> =>
      seesCases(session) ? deps.recordings.serve(path, query) : refused(401, failure('not-signed-in')),
    /** `<reportId>/<version>.pdf` is what stands; `<reportId>/<version>-<pdfSha256>.pdf` may be one that was set aside. */
    reportPdf: async (path: string, session: WindowSession): Promise<Response> => {
      if (!seesCases(session) || session.actor === null) return refused(401, failure('not-signed-in'));
      const found = /^([^/]{1,64})\/(\d{1,6})(?:-([0-9a-f]{64}))?\.pdf$/.exec(path);
      const [, reportId = '', version = '0', pdfSha256] = found ?? [];
      const row = deps.reports
        .find(reportId, Number(version))
        .find((one) => pdfSha256 === undefined || one.pdfSha256 === pdfSha256);
      if (row === undefined) return refused(404, failure('report-not-found', { report: path }));
      return openPdf(session, {
        pdfSha256: row.pdfSha256 as Sha256,
        taskId: row.taskId,
        detail: `${row.reportId} ${row.version}`,
        name: `report-${row.reportId}-${row.version}${row.stored.adopted ? '' : '-not-adopted'}.pdf`,
      });
    },
    /** `<referralId>.pdf`: what a patient was referred with, at both sites; not where it was declined or withdrawn. */
    referralPdf: async (path: string, session: WindowSession): Promise<Response> => {
      if (!seesCases(session) || session.actor === null) return refused(401, failure('not-signed-in'));
      const referral = deps.referrals().find((one) => `${one.referralId}.pdf` === path);
      const state = referral === undefined ? 'withdrawn' : referralState(referral);
      if (referral === undefined || state === 'declined' || state === 'withdrawn') {
        return refused(404, failure('referral-not-found'));
      }
      const { taskId, report, referralId } = referral;
      return openPdf(session, {
        pdfSha256: report.pdfSha256,
        taskId,
        detail: `${referralId} ${report.reportId} ${report.version}`,
        name: `referral-${referralId}.pdf`,
      });
    },
    arrival: async (request: Request, session: WindowSession): Promise<Response> => {
      const intake = deps.intake();
      if (!seesCases(session) || session.actor === null || intake === null) {
        return refused(401, failure('not-signed-in'));
      }
      if (!session.actor.member.offices.includes('clinic')) {
        return refused(403, failure('right-missing', { right: 'clinic' }));
      }
      const given = decodeName(request.headers.get('x-file-name') ?? '');
      const folder = join(deps.dataFolder, 'dropped', randomUUID());
      const path = join(
        folder,
        basename(given)
          .replace(/[\0/\\]/g, '_')
          .slice(-120) || 'file',
      );
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        if (request.body === null) return refused(400, failure('file-empty'));
        const body = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]);
        await pipeline(body, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
        const taking = await intake.takeFiles([path]);
        if (!taking.ok) return refused(400, taking.failure);
        const [outcome] = await taking.value.done;
        if (outcome === undefined) return refused(400, failure('file-empty'));
        const { result, members } = outcome;
        return Response.json(members === undefined ? result : { ...result, members }, {
          headers: { 'cache-control': 'no-store' },
        });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function refused(status: number, why: Failure): Response {
  return Response.json({ ok: false, failure: why }, { status, headers: { 'cache-control': 'no-store' } });
}
