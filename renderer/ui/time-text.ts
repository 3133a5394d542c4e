/** 10:32 of an instant, in the time of this machine's place. */
export function minuteText(at: number): string {
  const date = new Date(at);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}

/** 2026-11-30 of an instant, in the time of this machine's place. */
export function dateText(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Short date and time of an instant as the language writes them, in the time of this machine's place; `seconds` where one tells acts apart. */
export function dateTimeText(
  at: number,
  language: string,
  seconds: 'with seconds' | 'to the minute',
): string {
  return new Date(at).toLocaleString(language, {
    dateStyle: 'short',
    timeStyle: seconds === 'with seconds' ? 'medium' : 'short',
    hourCycle: 'h23',
  });
}
