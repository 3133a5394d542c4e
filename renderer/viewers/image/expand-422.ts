/** Uncompressed YBR_FULL_422 (ultrasound): Cornerstone shows it black, so the two colour samples are spread to full size. */

/** From Y1 Y2 Cb Cr per two pixels (PS3.3 C.7.6.3.1.2) to Y Cb Cr per pixel. */
export function expand422(pairs: Uint8Array): Uint8Array {
  const full = new Uint8Array((pairs.length / 2) * 3);
  for (let from = 0, to = 0; from + 3 < pairs.length; from += 4, to += 6) {
    const cb = pairs[from + 2] ?? 128;
    const cr = pairs[from + 3] ?? 128;
    full[to] = pairs[from] ?? 0;
    full[to + 1] = cb;
    full[to + 2] = cr;
    full[to + 3] = pairs[from + 1] ?? 0;
    full[to + 4] = cb;
    full[to + 5] = cr;
  }
  return full;
}
