/** Reads `--rights`: action[:kind[:site]], the usual bundles, and offices. */
import {
  type Action,
  actionSchema,
  type Office,
  officeSchema,
  type Right,
} from '#shared/contract/exchange/members.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { SiteId } from '#shared/study/ids.ts';
import { kindSchema } from '#shared/study/kind.ts';

const bundles: Readonly<Record<string, readonly Action[]>> = {
  reader: ['write', 'issue', 'sign'],
  trainee: ['write'],
  reviewer: ['write', 'issue', 'sign', 'review'],
};

export interface ParsedRights {
  readonly rights: readonly Right[];
  readonly offices: readonly Office[];
}

/**
 * Comma list, e.g. `reader`, `write,issue:ecg`, `sign:imaging:Chengguan`, `clinic`. `siteOf` finds a site's id by name
 * or id. Fails with invalid-input or site-not-found.
 */
export function parseRights(text: string, siteOf: (name: string) => SiteId | null): Result<ParsedRights> {
  const rights: Right[] = [];
  const offices: Office[] = [];
  const words = text
    .split(/[,;\s]+/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  for (const word of words) {
    const [head = '', kindWord = '*', ...siteWords] = word.split(':');
    const office = officeSchema.safeParse(head.toLowerCase());
    if (office.success) {
      if (!offices.includes(office.data)) offices.push(office.data);
      continue;
    }
    const action = actionSchema.safeParse(head.toLowerCase());
    const actions = bundles[head.toLowerCase()] ?? (action.success ? [action.data] : null);
    if (actions === null) return fail(failure('invalid-input', { detail: `--rights ${head}` }));
    const kind = kindWord === '*' || kindWord === '' ? ok('*' as const) : parseKind(kindWord);
    if (!kind.ok) return kind;
    const siteWord = siteWords.join(':');
    const siteId = siteWord === '' || siteWord === '*' ? ('*' as const) : siteOf(siteWord);
    if (siteId === null) return fail(failure('site-not-found', { site: siteWord }));
    for (const one of actions) rights.push({ action: one, kind: kind.value, siteId, validUntil: null });
  }
  return ok({ rights, offices });
}

function parseKind(word: string): Result<'imaging' | 'ecg'> {
  const kind = kindSchema.safeParse(word.toLowerCase());
  return kind.success ? ok(kind.data) : fail(failure('invalid-input', { detail: `--rights …:${word}` }));
}
