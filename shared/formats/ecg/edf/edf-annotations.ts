/** Journey step 2: time-stamped annotation lists (TAL) of EDF+ and BDF+: when each record begins, and what was marked. */
import { decodeText } from '../../dicom/charset.ts';
import { decodeLatin1 } from '../../dicom/iso-2022.ts';

export interface TimedText {
  /** Seconds after the start of the file. */
  readonly onset: number;
  /** Null when the mark has no length. */
  readonly duration: number | null;
  readonly text: string;
}

export interface RecordMarks {
  /** Onset of the record in seconds; null when its list does not begin with one. */
  readonly onset: number | null;
  readonly marks: readonly TimedText[];
}

const utf8 = { name: 'ISO_IR 192', declared: true, kind: 'utf-8', label: 'utf-8' } as const;

/** Reads the lists of one record; bytes that form no list are left out. */
export function readRecordMarks(bytes: Uint8Array, oddities: Set<string>): RecordMarks {
  const marks: TimedText[] = [];
  let onset: number | null = null;
  let first = true;
  for (let from = 0; from < bytes.length; ) {
    let to = bytes.indexOf(0, from);
    if (to < 0) to = bytes.length;
    if (to > from) {
      const list = readList(bytes.subarray(from, to), oddities);
      if (list !== null) {
        // The first list of a record keeps time: its first text is empty (EDF+ 2.2.4).
        if (first) onset = list.onset;
        marks.push(...list.texts.map((text) => ({ onset: list.onset, duration: list.duration, text })));
      }
      first = false;
    }
    from = to + 1;
  }
  return { onset, marks };
}

function readList(bytes: Uint8Array, oddities: Set<string>) {
  const parts: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; ) {
    let to = bytes.indexOf(0x14, from);
    if (to < 0) to = bytes.length;
    parts.push(bytes.subarray(from, to));
    from = to + 1;
  }
  const [onset = '', duration = null] = decodeLatin1((parts[0] ?? bytes).subarray(0, 64)).split('\x15');
  if (!/^[+-]\d{1,12}(?:\.\d{0,12})?$/.test(onset)) return null;
  if (duration !== null && !/^\d{1,12}(?:\.\d{0,12})?$/.test(duration)) return null;
  const texts = parts
    .slice(1)
    .map((part) => decodeText(part.subarray(0, 4096), utf8, oddities).trim())
    .filter((text) => text !== '');
  return {
    onset: Number(onset),
    duration: duration === null ? null : Number(duration),
    texts,
  };
}
