import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bufferedConnection, type PeerConnection } from '../../../../main/intake/dicom/peer-connection.ts';

let server: Server;
let served: PeerConnection[];
let takes: Array<(bytes: Buffer) => void>;

beforeEach(async () => {
  served = [];
  takes = [];
  server = createServer({ pauseOnConnect: true }, (socket) => {
    const connection = bufferedConnection(socket);
    served.push(connection);
    connection.onBytes((bytes) => takes.shift()?.(bytes));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())));

function dial() {
  const address = server.address();
  return connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1');
}

test('reads into one place, also after a pause, and answers', async () => {
  const places = new Set<ArrayBufferLike>();
  let seen = 0;
  const take = (bytes: Buffer): void => {
    takes.push(take);
    places.add(bytes.buffer);
    for (const byte of bytes) {
      if (byte !== seen % 251) throw new Error(`byte ${seen} is ${byte}`);
      seen += 1;
    }
    const [connection] = served;
    if (places.size === 1) connection?.expectMuch();
    connection?.socket.pause();
    setTimeout(() => connection?.socket.resume(), 1);
  };
  takes.push(take);
  const peer = dial();
  const sent = Buffer.from(Array.from({ length: 2_000_000 }, (_, at) => at % 251));
  peer.write(sent);
  while (seen < sent.length) await pause(5);
  // The small one for the request, then the large one for all that follows.
  expect(places.size).toBe(2);
  served[0]?.socket.end('taken');
  const [answer] = (await once(peer, 'data')) as [Buffer];
  expect(answer.toString()).toBe('taken');
  peer.destroy();
});

test('the server counts it until it is closed, and one that was cut tells its end', async () => {
  const peer = dial();
  await once(peer, 'connect');
  while (served.length < 1) await pause(5);
  const [connection] = served;
  if (connection === undefined) throw new Error('not served');
  const count = () => new Promise<number>((resolve) => server.getConnections((_error, n) => resolve(n)));
  expect(await count()).toBe(1);
  expect(connection.socket.remoteAddress).toBe('127.0.0.1');
  connection.socket.on('error', () => undefined);
  const closed = new Promise((resolve) => connection.socket.once('close', resolve));
  peer.resetAndDestroy();
  await closed;
  expect(await count()).toBe(0);
});
