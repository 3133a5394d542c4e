/** Takes the slow wander of the baseline away for display: a median over a QRS, then one over a T wave, is what wanders. */

/** The wander is looked for at about this rate: it has nothing above 1 Hz. */
const coarseHz = 50;
const qrsSeconds = 0.2;
const waveSeconds = 0.6;

/**
 * Answers `signal` less its wander (two running medians of 200 and 600 ms: de Chazal, O'Dwyer, Reilly, IEEE Trans. Biomed.
 * Eng. 51, 2004). For display only: it flattens slow ST shifts.
 */
export function removeBaseline(signal: Float64Array, samplingHz: number): Float64Array {
  const step = Math.max(1, Math.round(samplingHz / coarseHz));
  const coarse = Float64Array.from({ length: Math.ceil(signal.length / step) }, (_, i) => {
    const to = Math.min(signal.length, (i + 1) * step);
    let sum = 0;
    for (let at = i * step; at < to; at++) sum += signal[at] as number;
    return sum / (to - i * step);
  });
  const rate = samplingHz / step;
  const wander = runningMedian(runningMedian(coarse, qrsSeconds * rate), waveSeconds * rate);
  return signal.map((value, at) => {
    const place = Math.min(wander.length - 1, Math.max(0, (at + 0.5) / step - 0.5));
    const left = Math.floor(place);
    const from = wander[left] as number;
    const to = wander[Math.min(wander.length - 1, left + 1)] as number;
    return value - (from + (to - from) * (place - left));
  });
}

function runningMedian(values: Float64Array, width: number): Float64Array {
  const half = Math.max(1, Math.round(width / 2));
  return values.map((_, at) => {
    const window = values.slice(Math.max(0, at - half), at + half + 1).sort();
    return window[window.length >> 1] as number;
  });
}
