/**
 * The simulation's switches on loopback HTTP, for the station to pass on. Every request carries `x-yuanzhen-secret`;
 * address and secret lie in `control.json` of the data folder.
 * GET /status → PracticeStatus · GET /finding?accession=A → { code, normal, zh, en } or 404 ·
 * POST /send-one {kind: ct|mr|dr|us|ecg|null} → { accessionNumber } · POST /rush {on} · POST /pause {on} → PracticeStatus.
 * A refusal is { failure } with status 400, 403, 404 or 503.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { secretHeader } from '#shared/contract/station-pipe.ts';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { examKinds } from '../exam.ts';
import { type PlantedExam, writeWhole } from './day-journal.ts';
import type { SimulatedDay } from './simulate-day.ts';

export const controlFileName = 'control.json';
const mostBody = 4096;

const sendOneSchema = z.object({ kind: z.enum(examKinds).nullable().default(null) });
const switchSchema = z.object({ on: z.boolean() });

export interface ControlServer {
  /** http://127.0.0.1:PORT */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Listens on loopback (`port` 0 takes any) and writes `control.json`. Fails with port-in-use. */
export async function serveControl(
  day: SimulatedDay,
  port: number,
  folder: string,
): Promise<Result<ControlServer>> {
  const secret = randomBytes(24).toString('base64url');
  const server = createServer((request, response) => {
    answer(day, secret, request)
      .catch((error: unknown) => refusal(400, failure('invalid-input', { detail: String(error) })))
      .then((reply) => send(response, reply));
  });
  const listening = await listen(server, port);
  if (!listening.ok) return listening;
  const url = `http://127.0.0.1:${listening.value}`;
  await writeWhole(join(folder, controlFileName), `${JSON.stringify({ url, secret })}\n`);
  return ok({
    url,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

async function answer(day: SimulatedDay, secret: string, request: IncomingMessage): Promise<Answer> {
  const given = Buffer.from(String(request.headers[secretHeader] ?? ''));
  const expected = Buffer.from(secret);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return refusal(403, failure('not-signed-in'));
  }
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /status':
      return { status: 200, body: day.status() };
    case 'GET /finding': {
      const planted = day.finding(url.searchParams.get('accession') ?? '');
      return planted === null
        ? refusal(404, failure('practice-absent'))
        : { status: 200, body: findingText(planted) };
    }
    case 'POST /send-one': {
      const sent = await day.sendOne(sendOneSchema.parse(await readJson(request)).kind);
      return sent.ok ? { status: 200, body: sent.value } : refusal(503, sent.failure);
    }
    case 'POST /rush':
      return { status: 200, body: await day.setRush(switchSchema.parse(await readJson(request)).on) };
    case 'POST /pause':
      return { status: 200, body: await day.setPaused(switchSchema.parse(await readJson(request)).on) };
    default:
      return refusal(404, failure('invalid-input', { detail: url.pathname }));
  }
}

/** The finding with its impression below, as one text a language. */
function findingText({ code, normal, finding, impression }: PlantedExam['finding']) {
  return {
    code,
    normal,
    zh: `${finding['zh-CN']}\n诊断意见:${impression['zh-CN']}`,
    en: `${finding.en}\nImpression: ${impression.en}`,
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBody) throw new Error('the request is too long');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
}

function refusal(status: number, reason: Failure): Answer {
  return { status, body: { failure: reason } };
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}

function listen(server: Server, port: number): Promise<Result<number>> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(fail(failure('port-in-use', { address: `127.0.0.1:${port}` }))));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const at = server.address();
      resolve(ok(typeof at === 'object' && at !== null ? at.port : port));
    });
  });
}
