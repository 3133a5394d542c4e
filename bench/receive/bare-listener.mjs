/**
 * The floor of the bench: the least a Node program can do to store durably, with nothing proved, indexed or refused.
 * `node bare-listener.mjs PORT FOLDER` hashes, writes one file an object, syncs it, renames it, syncs the folder, answers.
 */
import { createHash } from 'node:crypto';
import { closeSync, fdatasync, fsync, openSync, renameSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

const [port, folder] = process.argv.slice(2);
const incoming = join(folder, 'incoming');
const objects = join(folder, 'objects');
const objectsFolder = openSync(objects, 'r');
const datasync = promisify(fdatasync);
const sync = promisify(fsync);
let serial = 0;

/** A-ASSOCIATE-AC for the first context in Explicit VR Little Endian. */
function accept(request) {
  const fixed = Buffer.alloc(68);
  fixed.writeUInt16BE(1, 0);
  request.copy(fixed, 4, 4, 68);
  const context = item(0x21, Buffer.concat([Buffer.from([1, 0, 0, 0]), item(0x40, '1.2.840.10008.1.2.1')]));
  const user = item(0x50, Buffer.concat([item(0x51, Buffer.from([0, 0, 0x40, 0])), item(0x52, '1.2.3')]));
  return pdu(2, Buffer.concat([fixed, item(0x10, '1.2.840.10008.3.1.1.1'), context, user]));
}

/** C-STORE-RSP, success, to a command set in Implicit VR Little Endian. */
function success(command) {
  const elements = new Map();
  for (let at = 0; at < command.length; ) {
    const end = at + 8 + command.readUInt32LE(at + 4);
    elements.set(command.readUInt16LE(at + 2), command.subarray(at + 8, end));
    at = end;
  }
  const body = Buffer.concat([
    element(0x0002, elements.get(0x0002)),
    element(0x0100, Buffer.from([1, 0x80])),
    element(0x0120, elements.get(0x0110)),
    element(0x0800, Buffer.from([1, 1])),
    element(0x0900, Buffer.alloc(2)),
    element(0x1000, elements.get(0x1000)),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  const message = Buffer.concat([element(0, length), body]);
  const header = Buffer.alloc(6);
  header.writeUInt32BE(message.length + 2);
  header.writeUInt8(1, 4);
  header.writeUInt8(3, 5);
  return pdu(4, Buffer.concat([header, message]));
}

async function store(parts) {
  serial += 1;
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  const name = join(incoming, `${serial}`);
  const file = openSync(name, 'wx', 0o600);
  const bytes = Buffer.concat(parts);
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
  await datasync(file);
  closeSync(file);
  renameSync(name, join(objects, hash.digest('hex')));
  await sync(objectsFolder);
}

createServer({ noDelay: true }, (socket) => {
  let chunks = [];
  let pending = 0;
  let command = null;
  let parts = [];

  function takeValues(body) {
    for (let at = 0; at < body.length; ) {
      const end = at + 4 + body.readUInt32BE(at);
      const control = body.readUInt8(at + 5);
      const fragment = body.subarray(at + 6, end);
      at = end;
      if ((control & 1) !== 0) {
        command = fragment;
        parts = [];
        continue;
      }
      parts.push(fragment);
      if ((control & 2) === 0) continue;
      const answer = success(command);
      store(parts).then(() => socket.write(answer));
    }
  }

  socket.on('data', (chunk) => {
    chunks.push(chunk);
    pending += chunk.length;
    for (;;) {
      if (pending < 6) return;
      if (chunks[0].length < 6) chunks = [Buffer.concat(chunks)];
      const length = chunks[0].readUInt32BE(2) + 6;
      if (pending < length) return;
      if (chunks[0].length < length) chunks = [Buffer.concat(chunks)];
      const whole = chunks[0].subarray(0, length);
      chunks[0] = chunks[0].subarray(length);
      pending -= length;
      const type = whole.readUInt8(0);
      const body = whole.subarray(6);
      if (type === 1) socket.write(accept(body));
      else if (type === 4) takeValues(body);
      else if (type === 5) socket.end(pdu(6, Buffer.alloc(4)));
      else socket.destroy();
    }
  });
  socket.on('error', () => socket.destroy());
}).listen(Number(port), '127.0.0.1');

function pdu(type, body) {
  const header = Buffer.alloc(6);
  header.writeUInt8(type, 0);
  header.writeUInt32BE(body.length, 2);
  return Buffer.concat([header, body]);
}

function item(type, content) {
  const body = Buffer.from(content);
  const header = Buffer.alloc(4);
  header.writeUInt8(type, 0);
  header.writeUInt16BE(body.length, 2);
  return Buffer.concat([header, body]);
}

function element(number, value) {
  const header = Buffer.alloc(8);
  header.writeUInt16LE(number, 2);
  header.writeUInt32LE(value.length, 4);
  return Buffer.concat([header, value]);
}
