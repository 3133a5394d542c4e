/**
 * SM2 signatures (GB/T 32918.2) with SM3 and the user id that GM/T 0009 sets where none is agreed. Pure JavaScript, since neither Node
 * nor Electron make or judge them: their `sm3` with an SM2 key is plain ECDSA.
 */
import { sm2 } from 'sm-crypto-v2';

/** GM/T 0009-2012 clause 10. */
const userId = '1234567812345678';

/** Order of the curve (GB/T 32918.5). */
const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

/** SubjectPublicKeyInfo of id-ecPublicKey on sm2p256v1 (1.2.156.10197.1.301), up to its uncompressed point of 65 bytes. */
const keyHead = '3059301306072a8648ce3d020106082a811ccf5501822d034200';
const headBytes = keyHead.length / 2;
const keyBytes = headBytes + 65;

/** The public key as SubjectPublicKeyInfo (DER, 91 bytes); `point` is hexadecimal, 04‖x‖y. */
export function sm2KeyInfo(point: string): Uint8Array<ArrayBuffer> {
  return bytesOf(keyHead + point);
}

/** True for a SubjectPublicKeyInfo of a point on the curve of SM2. */
export function isSm2Key(keyInfo: Uint8Array): boolean {
  return pointOf(keyInfo) !== null;
}

/** `value` is r‖s, 64 bytes, over SM3 of Z‖`bytes`. False for anything out of range as well (clause 7.1, B1, B2 and B5). */
export function verifySm2(keyInfo: Uint8Array, bytes: Uint8Array, value: Uint8Array): boolean {
  const point = pointOf(keyInfo);
  if (point === null || value.length !== 64) return false;
  const [r, s] = [numberOf(value.subarray(0, 32)), numberOf(value.subarray(32))];
  if (r < 1n || r >= order || s < 1n || s >= order || (r + s) % order === 0n) return false;
  return sm2.doVerifySignature(bytes, hexOf(value), point, { hash: true, userId });
}

/** A key pair: 32 bytes of the private number, and the public key as SubjectPublicKeyInfo. */
export function makeSm2Key(): { readonly privateKey: Uint8Array; readonly keyInfo: Uint8Array<ArrayBuffer> } {
  const { privateKey, publicKey } = sm2.generateKeyPairHex();
  return { privateKey: bytesOf(privateKey.padStart(64, '0')), keyInfo: sm2KeyInfo(publicKey) };
}

/** r‖s, 64 bytes. */
export function signSm2(privateKey: Uint8Array, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytesOf(sm2.doSignature(bytes, hexOf(privateKey), { hash: true, userId }));
}

function pointOf(keyInfo: Uint8Array): string | null {
  const text = hexOf(keyInfo);
  if (keyInfo.length !== keyBytes || !text.startsWith(keyHead)) return null;
  const point = text.slice(keyHead.length);
  try {
    return point.startsWith('04') && sm2.verifyPublicKey(point) ? point : null;
  } catch {
    return null;
  }
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${hexOf(bytes)}`);
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
