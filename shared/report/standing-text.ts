/** What stands of a report by its versions: the last whole text with the addenda since; and how a new version quotes it. */
import type { Amendment, AmendReason, FormerText } from './amendment.ts';
import type { Report, ReportContent } from './report.ts';

type Version = Pick<Report, 'version' | 'status' | 'content' | 'issuedAt' | 'signatures'>;

/** Versions that a township was given as signed, oldest first. */
function signedVersions<V extends Pick<Version, 'version' | 'status'>>(versions: readonly V[]): V[] {
  return versions
    .filter((one) => one.status !== 'preliminary')
    .sort((one, other) => one.version - other.version);
}

/** The content a correction begins with; null where nothing was signed. Links and measurements are those of the whole text. */
export function standingContent(versions: readonly Version[]): ReportContent | null {
  const signed = signedVersions(versions);
  const whole = signed.findLastIndex((one) => one.status === 'final' || one.status === 'corrected');
  const base = signed[whole];
  if (base === undefined) return null;
  const addenda = signed.slice(whole + 1).filter((one) => one.status === 'addendum');
  const joined = (field: keyof FormerText): string =>
    [base, ...addenda]
      .map((one) => one.content[field].trim())
      .filter((text) => text !== '')
      .join('\n');
  // Without addenda the text is left to the letter: places of its bound numbers hold.
  if (addenda.length === 0) return base.content;
  return {
    ...base.content,
    findings: joined('findings'),
    impression: joined('impression'),
    recommendation: joined('recommendation'),
  };
}

/** Quotes what stands for a version that amends it; null where nothing was signed. */
export function amendmentOf(
  versions: readonly Version[],
  why: { readonly reason: AmendReason; readonly note: string },
): Amendment | null {
  const signed = signedVersions(versions);
  const [first] = signed;
  const last = signed.at(-1);
  const content = standingContent(versions);
  if (first === undefined || last === undefined || content === null) return null;
  const { findings, impression, recommendation } = content;
  return {
    reason: why.reason,
    note: why.note,
    first: { version: first.version, issuedAt: first.issuedAt, author: authorOf(first) },
    former: {
      version: last.version,
      issuedAt: last.issuedAt,
      author: authorOf(last),
      findings,
      impression,
      recommendation,
    },
  };
}

function authorOf({ signatures }: Version): string {
  return (signatures.find((one) => one.role === 'author') ?? signatures[0])?.name ?? '';
}
