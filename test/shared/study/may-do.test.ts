import { describe, expect, it } from 'vitest';
import type { Office, Right } from '#shared/contract/exchange/members.ts';
import type { SiteId } from '#shared/study/ids.ts';
import { mayDo, type RightHolder } from '#shared/study/may-do.ts';
import { parseRights } from '../../../exchange/members/parse-rights.ts';

const actions = ['write', 'issue', 'sign', 'review'] as const;
const kinds = ['imaging', 'ecg'] as const;
const sites = ['site-a', 'site-b'] as const;
const now = 1_000_000;

const holder = (rights: Right[], offices: Office[] = []): RightHolder => ({
  type: 'person',
  rights,
  offices,
});
const right = (
  action: Right['action'],
  kind: Right['kind'],
  siteId: string,
  validUntil: number | null,
): Right => ({
  action,
  kind,
  siteId: siteId as SiteId,
  validUntil,
});

describe('who may', () => {
  it('allows exactly the action, kind and site that was given, while it is valid: the whole matrix', () => {
    for (const action of actions) {
      for (const kind of [...kinds, '*'] as const) {
        for (const site of [...sites, '*'] as const) {
          for (const validUntil of [null, now - 1, now, now + 1]) {
            const member = holder([right(action, kind, site, validUntil)]);
            for (const asked of actions) {
              for (const askedKind of kinds) {
                for (const askedSite of sites) {
                  const fits =
                    asked === action &&
                    (kind === '*' || kind === askedKind) &&
                    (site === '*' || site === askedSite);
                  const verdict = mayDo(member, asked, askedKind, askedSite, now);
                  const valid = validUntil === null || validUntil >= now;
                  expect(verdict.allowed).toBe(fits && valid);
                  if (!verdict.allowed) expect(verdict.why).toBe(fits ? 'expired' : 'missing');
                }
              }
            }
          }
        }
      }
    }
  });

  it('never lets clinic, administrator or auditor issue, sign or review, whatever rights they hold', () => {
    const all = actions.map((action) => right(action, '*', '*', null));
    for (const office of ['clinic', 'administrator', 'auditor'] as const) {
      for (const action of ['issue', 'sign', 'review'] as const) {
        for (const kind of kinds) {
          expect(mayDo(holder(all, [office]), action, kind, 'site-a', now)).toEqual({
            allowed: false,
            why: 'office',
          });
        }
      }
    }
  });

  it('gives stations and sites no right at all', () => {
    const all = actions.map((action) => right(action, '*', '*', null));
    for (const type of ['station', 'site'] as const) {
      for (const action of actions) {
        expect(mayDo({ type, rights: all, offices: [] }, action, 'ecg', 'site-a', now).allowed).toBe(false);
      }
    }
  });
});

describe('--rights', () => {
  const siteOf = (name: string) => (name === '青石' ? ('t-1' as SiteId) : null);
  const parse = (text: string) => parseRights(text, siteOf);
  const shown = (text: string) => {
    const parsed = parse(text);
    if (!parsed.ok) return parsed.failure.code;
    const { rights, offices } = parsed.value;
    return [...rights.map((one) => `${one.action}:${one.kind}:${one.siteId}`), ...offices];
  };

  it('reads actions, bundles, kinds, sites and offices', () => {
    expect(shown('')).toEqual([]);
    expect(shown('reader')).toEqual(['write:*:*', 'issue:*:*', 'sign:*:*']);
    expect(shown('trainee')).toEqual(['write:*:*']);
    expect(shown('write, sign:ecg')).toEqual(['write:*:*', 'sign:ecg:*']);
    expect(shown('sign:imaging:青石')).toEqual(['sign:imaging:t-1']);
    expect(shown('Reader:ECG')).toEqual(['write:ecg:*', 'issue:ecg:*', 'sign:ecg:*']);
    expect(shown('clinic,auditor,clinic')).toEqual(['clinic', 'auditor']);
  });

  it('refuses what it does not know', () => {
    expect(shown('god')).toBe('invalid-input');
    expect(shown('sign:pathology')).toBe('invalid-input');
    expect(shown('sign:ecg:无名')).toBe('site-not-found');
  });
});
