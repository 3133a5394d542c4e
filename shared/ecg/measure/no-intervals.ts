/** What is measured where there is no median beat: nothing. */
import type { IntervalMeasurements } from '../analysis.ts';

export const noIntervals: IntervalMeasurements = {
  pMs: null,
  prMs: null,
  qrsMs: null,
  qtMs: null,
  qtcMs: { bazett: null, fridericia: null, framingham: null, hodges: null },
  axesDeg: { p: null, qrs: null, t: null },
  stMv: {},
  amplitudesMv: {},
  sokolowLyonMv: null,
  cornellMv: null,
};
