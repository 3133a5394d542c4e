/** Normal limits by age and sex: 2nd and 98th percentile of children, the usual limits of adults. */

export interface NormalLimits {
  readonly hrBpm: readonly [number, number];
  readonly prMs: readonly [number, number];
  readonly qrsMs: readonly [number, number];
  /** Bazett. */
  readonly qtcMs: readonly [number, number];
  readonly qrsAxisDeg: readonly [number, number];
  readonly source: string;
}

const rijnbeek = 'Rijnbeek et al., Eur Heart J 2001;22:702-711 (2nd-98th percentile)';
type Row = readonly [
  untilYears: number,
  hr: readonly [number, number],
  pr: readonly [number, number],
  qrs: readonly [number, number],
  qtc: readonly [number, number],
  axis: readonly [number, number],
];

const boys: readonly Row[] = [
  [1 / 12, [129, 192], [77, 120], [50, 85], [378, 448], [75, 140]],
  [0.25, [126, 187], [85, 120], [52, 77], [396, 458], [37, 138]],
  [0.5, [112, 165], [87, 134], [54, 85], [391, 453], [-6, 107]],
  [1, [106, 194], [82, 141], [52, 86], [379, 449], [14, 122]],
  [3, [97, 155], [86, 151], [54, 88], [383, 455], [-4, 118]],
  [5, [73, 123], [98, 152], [58, 92], [377, 448], [7, 112]],
  [8, [62, 113], [99, 160], [63, 98], [371, 443], [-10, 112]],
  [12, [55, 101], [105, 174], [67, 103], [373, 440], [-21, 114]],
  [16, [48, 99], [107, 178], [78, 111], [362, 449], [-9, 112]],
];

const girls: readonly Row[] = [
  [1 / 12, [136, 216], [91, 121], [54, 79], [379, 462], [63, 155]],
  [0.25, [126, 200], [78, 133], [48, 77], [381, 454], [39, 121]],
  [0.5, [122, 191], [84, 127], [50, 78], [386, 448], [17, 108]],
  [1, [106, 187], [88, 133], [52, 80], [381, 446], [1, 102]],
  [3, [95, 178], [78, 147], [54, 85], [381, 447], [2, 121]],
  [5, [78, 124], [99, 153], [58, 88], [388, 442], [3, 106]],
  [8, [68, 115], [92, 156], [59, 95], [375, 449], [27, 117]],
  [12, [58, 110], [103, 163], [66, 99], [365, 447], [5, 117]],
  [16, [54, 107], [106, 176], [72, 106], [370, 457], [5, 101]],
];

/** Limits for this person; null without age or sex, since a wrong table is worse than none. */
export function normalLimits(ageYears: number | undefined, sex: 'M' | 'F' | undefined): NormalLimits | null {
  if (ageYears === undefined || sex === undefined || !(ageYears >= 0)) return null;
  const row = (sex === 'M' ? boys : girls).find(([until]) => ageYears < until);
  if (row !== undefined) {
    const [, hrBpm, prMs, qrsMs, qtcMs, qrsAxisDeg] = row;
    return { hrBpm, prMs, qrsMs, qtcMs, qrsAxisDeg, source: rijnbeek };
  }
  return {
    hrBpm: [60, 100],
    prMs: [120, 200],
    qrsMs: [60, 119],
    // AHA/ACC/HRS 2009, part IV: prolonged from 450 ms in men, 460 ms in women; short below 390 ms is not called here.
    qtcMs: [350, sex === 'M' ? 449 : 459],
    qrsAxisDeg: [-30, 90],
    source: 'AHA/ACCF/HRS 2009 Recommendations, parts III-IV (adults)',
  };
}
