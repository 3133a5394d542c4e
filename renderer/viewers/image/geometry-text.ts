/** What is wrong with a stack's geometry, in a reader's words. */
import { assertNever } from '#shared/assert-never.ts';
import { type GeometryFinding, isOffScale } from '#shared/measure/stack-geometry.ts';
import type { Words } from './words.ts';

/** Gaps named one by one; more are counted. */
const mostGaps = 2;

/** One line per finding, the worst first, and what follows from them; empty for a sound stack. */
export function geometryLines(findings: readonly GeometryFinding[], words: Words): readonly string[] {
  if (findings.length === 0) return [];
  const gaps = findings.filter((finding) => finding.code === 'gap');
  const others = findings.filter((finding) => finding.code !== 'gap');
  const lines = [...gaps.slice(0, mostGaps), ...others].map((finding) => lineOf(finding, words));
  if (gaps.length > mostGaps) lines.splice(mostGaps, 0, words.geometry.moreGaps(gaps.length - mostGaps));
  return isOffScale(findings) ? [...lines, words.geometry.offScale] : lines;
}

function lineOf(finding: GeometryFinding, { geometry }: Words): string {
  switch (finding.code) {
    case 'gap':
      return geometry.gap(finding.after, finding.missing, mm(finding.spacingMm), mm(finding.usualMm));
    case 'uneven':
      return geometry.uneven(mm(finding.leastMm), mm(finding.mostMm));
    case 'tilt':
      return geometry.tilt(finding.degrees.toFixed(1));
    case 'shifted':
      return geometry.shifted(finding.slices);
    case 'duplicate':
      return geometry.duplicate(finding.slices);
    case 'mixed-orientation':
      return geometry.mixedOrientation(finding.orientations);
    default:
      return assertNever(finding, 'geometry finding');
  }
}

function mm(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1).replace(/\.?0+$/, '');
}
