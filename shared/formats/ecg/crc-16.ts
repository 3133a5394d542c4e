/** Journey step 2: CRC-16/CCITT (polynomial 0x1021, start 0xFFFF), by which SCP-ECG and ISHNE prove their bytes. */

const table = Uint16Array.from({ length: 256 }, (_, index) => {
  let value = index << 8;
  for (let bit = 0; bit < 8; bit++) value = value & 0x8000 ? (value << 1) ^ 0x1021 : value << 1;
  return value & 0xffff;
});

/** The checksum of `bytes` as an unsigned 16-bit number. */
export function crc16(bytes: Uint8Array): number {
  let value = 0xffff;
  for (const byte of bytes) value = ((value << 8) ^ (table[(value >>> 8) ^ byte] ?? 0)) & 0xffff;
  return value;
}
