/** Journey step 2: what a lead is called, from the codes of MDC (ISO 11073-10102) and SCP-ECG, or from its words. */
import { standardLeads } from '../../study/waveform.ts';

/** Number after `2:` in MDC and after `5.6.3-9-` in SCP-ECG: both count the leads alike. */
const byNumber: Readonly<Record<string, string>> = {
  '1': 'I',
  '2': 'II',
  '3': 'V1',
  '4': 'V2',
  '5': 'V3',
  '6': 'V4',
  '7': 'V5',
  '8': 'V6',
  '9': 'V7',
  '10': 'V2R',
  '11': 'V3R',
  '12': 'V4R',
  '13': 'V5R',
  '14': 'V6R',
  '15': 'V7R',
  '61': 'III',
  '62': 'aVR',
  '63': 'aVL',
  '64': 'aVF',
  '66': 'V8',
  '67': 'V9',
  '68': 'V8R',
  '69': 'V9R',
};

const byWord = new Map(Object.values(byNumber).map((name) => [name.toLowerCase(), name]));

/** The code of a lead (CID 3001): MDC for the standard twelve and the further leads of the chest, the lead's own name under our scheme for others. */
export function leadCode(name: string): { value: string; scheme: string; meaning: string } {
  const number = Object.entries(byNumber).find(([, lead]) => lead === name)?.[0];
  return number === undefined
    ? { value: name.slice(0, 16), scheme: '99YUANZHEN', meaning: name }
    : { value: `2:${number}`, scheme: 'MDC', meaning: `Lead ${name}` };
}

/** True for one of the standard twelve. */
export function isStandardLead(name: string): boolean {
  return standardLeads.some((lead) => lead === name);
}

/** The lead's name: I II III aVR aVL aVF V1–V9 V2R–V9R where it is one of them, else its meaning or label as written. */
export function leadName(code: string, meaning: string, label: string, index: number): string {
  const number = /^(?:2:|5\.6\.3-9-)(\d+)$/.exec(code.trim())?.[1];
  const coded = number === undefined ? undefined : byNumber[number];
  if (coded !== undefined) return coded;
  for (const text of [code.replace(/^MDC_ECG_LEAD_/, ''), meaning, label]) {
    const word =
      text
        .trim()
        .replace(/^(?:ecg\s+)?lead\s+/i, '')
        .split(/[\s,(]/, 1)[0] ?? '';
    const name = byWord.get(word.toLowerCase());
    if (name !== undefined) return name;
  }
  return meaning || label || code || `#${index + 1}`;
}
