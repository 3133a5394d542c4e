/** The practice township as a process: it signs in at a station's pipe, orders, pushes for real, refuses real regions, stops. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stationContract } from '#shared/contract/index.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok } from '#shared/result.ts';
import type { MemberId, OrderId, SiteId } from '#shared/study/ids.ts';
import type { OrderForm } from '#shared/study/order.ts';

const program = fileURLToPath(new URL('../../practice/practice-day.ts', import.meta.url));
const site = '青石镇卫生院';

let folder: string;
let server: Server | null = null;
let child: ChildProcess | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pd-'));
  writeFileSync(join(folder, 'secret'), 'pipe-secret\n');
  const accounts = [{ role: 'clinic', name: '李秀兰', title: '护士长', site, password: 'pw', pin: '123456' }];
  writeFileSync(join(folder, 'accounts.json'), JSON.stringify({ region: 'r', accounts, stations: [] }));
});
afterEach(() => {
  child?.kill('SIGKILL');
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The part of a clinic station that the desk talks to, on the real contract over a real pipe. */
async function serveStation(simulation: boolean): Promise<OrderForm[]> {
  const orders: OrderForm[] = [];
  let signedIn = false;
  const on = implement(stationContract);
  const region = { regionId: 'r', name: '演示地区', centre: '中心', simulation, caCertificate: '' };
  const member = {
    memberId: 'm' as MemberId,
    type: 'person' as const,
    name: '李秀兰',
    siteId: 's' as SiteId,
    siteName: site,
    rights: [],
    offices: ['clinic' as const],
    licence: '',
    simulation,
  };
  const handler = new RPCHandler({
    session: {
      station: on.session.station.handler(() =>
        ok({
          stationId: 'st',
          name: site,
          role: 'clinic' as const,
          siteId: 's',
          siteName: site,
          siteTier: null,
          region,
          simulation,
          version: '1',
        }),
      ),
      signIn: on.session.signIn.handler(({ input }) => {
        if (input.password !== 'pw') return fail(failure('wrong-password'));
        signedIn = true;
        return ok({ member, expiresAt: null, hasSigningKey: false, hasPin: false, locked: false });
      }),
    },
    intake: {
      placeOrder: on.intake.placeOrder.handler(({ input }) => {
        if (!signedIn) return fail(failure('not-signed-in'));
        orders.push(input);
        return ok({
          ...input,
          orderId: 'o' as OrderId,
          siteId: 's' as SiteId,
          siteName: site,
          placedAt: 0,
          placedBy: null,
          emergencyDirect: false,
          studyInstanceUid: null,
        });
      }),
    },
    dispatch: {
      tracking: on.dispatch.tracking.handler(() =>
        signedIn ? ok({ tasks: [], now: 0 }) : fail(failure('not-signed-in')),
      ),
    },
  });
  server = createServer((request, response) => {
    expect(request.headers['x-yuanzhen-secret']).toBe('pipe-secret');
    void handler.handle(request, response, { prefix: '/rpc' });
  });
  await new Promise<void>((resolve) => server?.listen(join(folder, 'pipe'), resolve));
  return orders;
}

/** Starts the program; its exams go to a port where nobody listens, or into the watched folder. */
function start(): { output: () => string; ended: Promise<number | null> } {
  let output = '';
  const one = spawn(process.execPath, [
    program,
    ...['--data', join(folder, 'data'), '--station-pipe', join(folder, 'pipe')],
    ...['--station-secret-file', join(folder, 'secret'), '--accounts', join(folder, 'accounts.json')],
    ...['--site', site, '--dicom', '127.0.0.1:9', '--aet', 'CLINIC', '--watch', join(folder, 'watch')],
  ]);
  child = one;
  one.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  one.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return { output: () => output, ended: new Promise((resolve) => one.on('exit', resolve)) };
}

describe('practice-day', () => {
  it('places orders, hands exams over and stops on SIGTERM', async () => {
    const orders = await serveStation(true);
    const run = start();
    while (!run.output().includes('\n')) await new Promise((resume) => setTimeout(resume, 50));
    const ready = JSON.parse(run.output().split('\n')[0] as string);
    expect(ready).toMatchObject({ ready: true, program: 'practice' });
    const { url, secret } = JSON.parse(readFileSync(join(folder, 'data', 'control.json'), 'utf8'));
    expect(url).toBe(ready.control);
    const files = () =>
      readdirSync(folder).includes('watch') && readdirSync(join(folder, 'watch')).length > 0;
    // One exam in four goes by the folder; nobody listens for the others.
    for (let i = 0; i < 40 && !files(); i++) {
      const headers = { 'x-yuanzhen-secret': secret };
      await fetch(`${url}/send-one`, { method: 'POST', headers, body: '{"kind":"ecg"}' });
    }
    expect(files()).toBe(true);
    expect(orders.length).toBeGreaterThan(0);
    expect(orders[0]).toMatchObject({ kind: 'ecg', modality: 'ECG', expectedObjects: 1 });
    child?.kill('SIGTERM');
    expect(await run.ended).toBe(0);
  });

  it('refuses a region with real members', async () => {
    const orders = await serveStation(false);
    const run = start();
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain('不能运行演示');
    expect(orders).toHaveLength(0);
  });

  it('says how it is used', async () => {
    const one = spawn(process.execPath, [program]);
    child = one;
    expect(await new Promise((resolve) => one.on('exit', resolve))).toBe(2);
  });
});
