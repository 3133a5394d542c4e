/** Journey step 2: sections 8 and 11 of SCP-ECG (EN 1064 5.11, 5.14): the interpretation in words, and as statement codes. */
import type { DeviceStatement } from '../../../study/waveform.ts';
import type { Charset } from '../../dicom/charset.ts';
import type { ScpSection } from './scp-record.ts';
import { scpText, scpTexts } from './scp-text.ts';

/** Both sections begin with one byte of status, date, time and a count. */
const headLength = 9;

/** Section 8 in its order; section 11 adds what section 8 does not say in words already. */
export function readScpStatements(
  words: ScpSection | undefined,
  codes: ScpSection | undefined,
  charset: Charset,
  warnings: Set<string>,
): DeviceStatement[] {
  const spoken = eachStatement(words, warnings).map(({ body, confirmed }) => ({
    text: scpText(body, charset, warnings),
    confirmed,
  }));
  const said = new Set(spoken.map(({ text }) => text));
  // Type 1 is a code of the universal statements, 2 free text, 3 codes joined by a logic: all are kept as written.
  const coded = eachStatement(codes, warnings).map(({ body, confirmed }) => ({
    text: scpTexts(body.subarray(1), charset, warnings)
      .filter((part) => part !== '')
      .join(' '),
    confirmed,
  }));
  return [...spoken, ...coded.filter(({ text }) => !said.has(text))].filter(({ text }) => text !== '');
}

function eachStatement(section: ScpSection | undefined, warnings: Set<string>) {
  const found: Array<{ body: Uint8Array; confirmed: boolean }> = [];
  if (section === undefined || section.body.length < headLength) return found;
  const { body } = section;
  // 0: not overread; 1: confirmed; 2: overread, not confirmed.
  const confirmed = body[0] === 1;
  const count = body[headLength - 1] ?? 0;
  let at = headLength;
  for (let index = 0; index < count; index++) {
    const length = (body[at + 1] ?? 0) | ((body[at + 2] ?? 0) << 8);
    if (at + 3 + length > body.length) {
      warnings.add('section-damaged');
      break;
    }
    found.push({ body: body.subarray(at + 3, at + 3 + length), confirmed });
    at += 3 + length;
  }
  return found;
}
