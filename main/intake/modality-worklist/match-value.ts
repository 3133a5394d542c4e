/** Attribute matching of a query (PS3.4 section C.2.2.2): universal, single value, list, wildcard and range. */

/** A key matches everything when it is empty or all stars (sections C.2.2.2.3 and C.2.2.2.4). */
export function isUniversal(key: string): boolean {
  return /^\**$/.test(key.trim());
}

/** Judges one value against a key, by the rule of its value representation; several keys are alternatives. */
export function matchesValue(vr: string, key: string, value: string): boolean {
  if (isUniversal(key)) return true;
  if (vr === 'DA' || vr === 'TM') return matchesRange(key.trim(), value, vr);
  return key.split('\\').some((one) => matchesText(one.trim(), value, vr));
}

/** Names are compared without regard to case, and by each way that a person may write them. */
export function matchesName(key: string, ways: readonly string[]): boolean {
  if (isUniversal(key)) return true;
  const plain = key.trim().replace(/[\^=]+$/, '');
  const groups = plain.split('=').filter((group) => group.trim() !== '');
  return (
    groups.length > 0 &&
    groups.every((group) => ways.some((way) => matchesText(nameKey(group), nameKey(way), 'PN')))
  );
}

function nameKey(name: string): string {
  return name.replaceAll(/[\^\s]+/g, ' ').trim();
}

function matchesText(key: string, value: string, vr: string): boolean {
  const exact = vr === 'UI' || !/[*?]/.test(key);
  const fold = vr === 'PN' ? (text: string) => text.toLowerCase() : (text: string) => text;
  if (exact) return fold(key) === fold(value);
  return matchesWildcard(fold(key), fold(value));
}

/** `*` any run, `?` one character. Two pointers instead of a regular expression: a hostile key cannot make it slow. */
function matchesWildcard(key: string, value: string): boolean {
  const wanted = [...key];
  const given = [...value];
  let at = 0;
  let star = -1;
  let mark = 0;
  for (let index = 0; index < given.length; ) {
    if (at < wanted.length && (wanted[at] === '?' || (wanted[at] !== '*' && wanted[at] === given[index]))) {
      at += 1;
      index += 1;
    } else if (wanted[at] === '*') {
      star = at;
      mark = index;
      at += 1;
    } else if (star >= 0) {
      at = star + 1;
      mark += 1;
      index = mark;
    } else return false;
  }
  while (wanted[at] === '*') at += 1;
  return at === wanted.length;
}

/** `a-b`, `a-`, `-b` and a single value; an unknown value matches no key. */
function matchesRange(key: string, value: string, vr: 'DA' | 'TM'): boolean {
  if (value === '') return false;
  const dash = key.indexOf('-');
  if (dash < 0) return vr === 'DA' ? digits(key) === value : sameTime(digits(key), value);
  const from = digits(key.slice(0, dash));
  const to = digits(key.slice(dash + 1));
  if (from !== '' && value < pad(from, value.length, '0')) return false;
  return to === '' || value <= pad(to, value.length, '9');
}

/** A time without minutes or seconds means any of them. */
function sameTime(key: string, value: string): boolean {
  return key !== '' && value.startsWith(key.slice(0, value.length));
}

function digits(text: string): string {
  return text.replaceAll(/\..*$/g, '').replaceAll(/[^0-9]/g, '');
}

function pad(text: string, length: number, filler: string): string {
  return text.slice(0, length).padEnd(length, filler);
}
