import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDeviceTokens } from '../../../../main/intake/devices/device-tokens.ts';
import { createWebStore, type WebStoreLimits } from '../../../../main/intake/web-store/serve-web-store.ts';
import { makeFacts, makeFile } from '../rig/data-set.ts';
import { filesBelow, openTestStation, type TestStation, until } from '../rig/test-station.ts';

let station: TestStation;
let token = '';
let tokenId = '';
const servers: Server[] = [];

beforeEach(async () => {
  station = await openTestStation();
  const made = await createDeviceTokens(station.database, Date.now).make('DR-01', 'admin');
  token = made.token;
  tokenId = made.tokenId;
});

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
  await station.close();
});

async function serve(limits: Partial<WebStoreLimits> = {}): Promise<number> {
  const tokens = createDeviceTokens(station.database, Date.now);
  const store = createWebStore({ accept: station.deps, deviceOf: tokens.deviceOf, limits });
  const server = createAdaptorServer({ fetch: store, createServer }) as Server;
  server.requestTimeout = 0;
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  return typeof at === 'object' && at !== null ? at.port : 0;
}

const boundary = 'yz-part';
const contentType = `multipart/related; type="application/dicom"; boundary=${boundary}`;

function bodyOf(parts: readonly Buffer[]): Buffer {
  return Buffer.concat([
    ...parts.flatMap((part) => [
      Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
      part,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
}

function post(
  port: number,
  body: Buffer | ReadableStream<Uint8Array>,
  change: { path?: string; headers?: Record<string, string>; method?: string } = {},
): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}${change.path ?? '/dicom-web/studies'}`, {
    method: change.method ?? 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': contentType, ...change.headers },
    body,
    duplex: 'half',
  } as RequestInit);
}

interface Item {
  readonly Value?: readonly Record<string, { readonly Value: readonly unknown[] }>[];
}
const uidsIn = (sequence: Item | undefined): unknown[] =>
  (sequence?.Value ?? []).map((item) => item['00081155']?.Value[0]);

test('a mixed batch of 100 with 7 bad: exactly the good ones are kept and exactly the bad ones named', async () => {
  const port = await serve();
  const facts = Array.from({ length: 100 }, () => makeFacts());
  const bad = new Set([0, 3, 17, 50, 51, 98, 99]);
  const parts = facts.map((one, at) => {
    const file = makeFile(one);
    return bad.has(at) ? file.subarray(0, file.indexOf('P1') + 2) : file;
  });
  const answer = await post(port, bodyOf(parts));
  expect(answer.status).toBe(202);
  expect(answer.headers.get('content-type')).toContain('application/dicom+json');
  const json = (await answer.json()) as Record<string, Item>;
  const wanted = (isBad: boolean) =>
    facts.filter((_, at) => bad.has(at) === isBad).map((one) => one.sopInstanceUid);
  expect(uidsIn(json['00081199'])).toEqual(wanted(false));
  expect(uidsIn(json['00081198'])).toEqual(wanted(true));
  expect(json['00081198']?.Value?.every((item) => item['00081197']?.Value[0] === 0xc000)).toBe(true);
  expect(station.kept.map((one) => one.sopInstanceUid)).toEqual(wanted(false));
  expect(station.kept[0]).toMatchObject({ provenance: { source: 'stow', peer: 'DR-01' } });
  expect(station.refused).toHaveLength(7);
});

test('200 when all is kept, 409 when nothing is, and the study of the address is held to', async () => {
  const port = await serve();
  const one = makeFacts({ studyInstanceUid: '1.2.7' });
  const all = await post(port, bodyOf([makeFile(one)]), { path: '/dicom-web/studies/1.2.7' });
  expect(all.status).toBe(200);
  const other = await post(port, bodyOf([makeFile(makeFacts({ studyInstanceUid: '1.2.8' }))]), {
    path: '/dicom-web/studies/1.2.7',
  });
  expect(other.status).toBe(409);
  const json = (await other.json()) as Record<string, Item>;
  expect(json['00081198']?.Value?.[0]?.['00081197']?.Value).toEqual([0xa900]);
  const unreadable = await post(port, bodyOf([Buffer.from('not DICOM at all, whatever it says')]));
  expect(unreadable.status).toBe(409);
  expect(Object.keys((await unreadable.json()) as object)).toContain('0008119A');
  expect(station.kept).toHaveLength(1);
});

test('only a living token stores', async () => {
  const port = await serve();
  const body = bodyOf([makeFile(makeFacts())]);
  for (const authorization of ['', 'Bearer wrong-wrong-wrong-wrong', 'Basic YTpi', `Bearer ${token}x`]) {
    const answer = await post(port, body, { headers: { authorization } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  }
  await createDeviceTokens(station.database, Date.now).revoke(tokenId);
  expect((await post(port, body)).status).toBe(401);
  expect(station.kept).toHaveLength(0);
});

test('what is no lawful request is told apart', async () => {
  const port = await serve({ headerBytes: 512, totalBytes: 100_000, partBytes: 20_000, parts: 5 });
  const file = makeFile(makeFacts());
  const status = async (body: Buffer, change: Parameters<typeof post>[2] = {}) =>
    (await post(port, body, change).catch(() => ({ status: 0 }))).status;
  const head = `--${boundary}\r\nContent-Type: application/dicom\r\n`;
  expect(await status(bodyOf([file]), { headers: { 'content-type': 'application/dicom' } })).toBe(415);
  expect(
    await status(bodyOf([file]), { headers: { 'content-type': contentType.replace('dicom"', 'xml"') } }),
  ).toBe(415);
  expect(await status(bodyOf([file]), { headers: { 'content-encoding': 'gzip' } })).toBe(415);
  expect(await status(bodyOf([file]), { headers: { accept: 'text/html' } })).toBe(406);
  expect(
    await status(bodyOf([file]), {
      headers: { 'content-type': 'multipart/related; type="application/dicom"' },
    }),
  ).toBe(400);
  expect(await status(bodyOf([file]), { path: '/dicom-web/studies/../../etc/passwd' })).toBe(404);
  expect(await status(bodyOf([file]), { path: '/dicom-web/studies/1.2.x' })).toBe(404);
  expect(await status(Buffer.from('no boundary anywhere'))).toBe(400);
  expect(await status(bodyOf([]))).toBe(400);
  expect(await status(Buffer.from(`${head}\r\n`))).toBe(400);
  expect(await status(Buffer.from(`--${boundary}garbage\r\n\r\n`))).toBe(400);
  expect(await status(Buffer.from(`${head}no colon\r\n\r\nx\r\n--${boundary}--`))).toBe(400);
  expect(await status(Buffer.from(`${head}X: ${'y'.repeat(9000)}\r\n\r\nx\r\n--${boundary}--`))).toBe(413);
  expect(await status(bodyOf(Array.from({ length: 9 }, () => Buffer.from('x'))))).not.toBe(200);
  expect(await status(Buffer.alloc(200_000, 0x2d))).toBe(413);
  expect(station.kept).toHaveLength(0);
  const large = await post(port, bodyOf([makeFile(makeFacts({ pixelBytes: 40_000 })), file]));
  expect(large.status).toBe(202);
  expect(station.kept).toHaveLength(1);
});

test('the parts before a cut are kept and told', async () => {
  const port = await serve();
  const [one, two] = [makeFacts(), makeFacts()];
  const whole = bodyOf([makeFile(one), makeFile(two)]);
  const answer = await post(port, whole.subarray(0, whole.length - 300));
  expect(answer.status).toBe(202);
  const json = (await answer.json()) as Record<string, Item>;
  expect(uidsIn(json['00081199'])).toEqual([one.sopInstanceUid]);
  expect(json['0008119A']?.Value).toHaveLength(1);
  expect(filesBelow(`${station.folder}/vault/incoming`)).toEqual([]);
});

test('a body in any pieces reads the same', async () => {
  const port = await serve();
  const facts = makeFacts();
  const body = bodyOf([makeFile(facts), makeFile(makeFacts())]);
  for (const size of [1, 2, 7, 61, 1024]) {
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < body.length; at += size) controller.enqueue(body.subarray(at, at + size));
        controller.close();
      },
    });
    const answer = await post(port, pieces);
    expect(answer.status).toBe(200);
  }
  expect(new Set(station.kept.map((one) => one.sha256)).size).toBe(2);
});

test('a silent body and one that only drips are cut, the connection too', async () => {
  const port = await serve({ noProgressMs: 300 });
  for (const drip of [false, true]) {
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    let closed = false;
    socket.on('data', (chunk) => {
      heard += chunk.toString();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      closed = true;
    });
    socket.write(
      `POST /dicom-web/studies HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: ${contentType}\r\nContent-Length: 100000\r\n\r\n--${boundary}\r\n\r\n`,
    );
    const dripping = setInterval(() => drip && socket.write('x'), 20);
    await until(() => heard.includes('408') && closed);
    clearInterval(dripping);
  }
  expect(filesBelow(`${station.folder}/vault/incoming`)).toEqual([]);
});

test('a sender that goes away leaves nothing half', async () => {
  const port = await serve();
  const body = bodyOf([makeFile(makeFacts()), makeFile(makeFacts({ pixelBytes: 400_000 }))]);
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    `POST /dicom-web/studies HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: ${contentType}\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  socket.write(body.subarray(0, body.length - 200_000), () => socket.destroy());
  await until(() => station.kept.length === 1);
  await until(() => filesBelow(`${station.folder}/vault/incoming`).length === 0);
  expect(station.kept).toHaveLength(1);
});
