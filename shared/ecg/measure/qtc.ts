/** Rate-corrected QT, each formula by its name; a report that does not name its formula says nothing. */
import type { QtcMs } from '../analysis.ts';

/**
 * QTc of `qtMs` at an RR interval of `rrMs`. Bazett 1920: QT/√RR; Fridericia 1920: QT/∛RR; Framingham (Sagie 1992):
 * QT + 0.154 (1 − RR); Hodges 1983: QT + 1.75 (rate − 60). RR in s. Null without both.
 */
export function qtcOf(qtMs: number | null, rrMs: number | null): QtcMs {
  if (qtMs === null || rrMs === null || !(rrMs > 0)) {
    return { bazett: null, fridericia: null, framingham: null, hodges: null };
  }
  const rr = rrMs / 1000;
  return {
    bazett: qtMs / Math.sqrt(rr),
    fridericia: qtMs / Math.cbrt(rr),
    framingham: qtMs + 154 * (1 - rr),
    hodges: qtMs + 1.75 * (60 / rr - 60),
  };
}
