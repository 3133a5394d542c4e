/** Asks for a few words or a number where a mark lies; safe for input methods. Enter answers, Escape answers nothing. */
import type { PixelPoint } from '#shared/measure/spacing.ts';

export interface Question {
  readonly label: string;
  /** Why an answer cannot be taken; null when it can. */
  readonly refuse: (text: string) => string | null;
  /** Whether what was typed counts when the field is left. */
  readonly keepOnLeave: boolean;
}

/** `answer` is called once; null when the reader let it be. */
export function askInPlace(
  host: HTMLElement,
  [x, y]: PixelPoint,
  { label, refuse, keepOnLeave }: Question,
  answer: (text: string | null) => void,
): void {
  const frame = document.createElement('div');
  frame.className = 'yz-ask';
  frame.style.left = `${Math.max(4, Math.min(x, host.clientWidth - 344))}px`;
  frame.style.top = `${Math.max(4, Math.min(y, host.clientHeight - 62))}px`;
  const field = document.createElement('input');
  field.placeholder = label;
  field.setAttribute('aria-label', label);
  field.maxLength = 200;
  const note = document.createElement('p');
  note.setAttribute('role', 'alert');
  frame.append(field, note);
  let isAnswered = false;
  const end = (text: string | null): void => {
    if (isAnswered) return;
    const refused = text === null ? null : refuse(text);
    if (refused !== null) {
      note.textContent = refused;
      return;
    }
    isAnswered = true;
    frame.remove();
    answer(text);
  };
  field.addEventListener('keydown', (event) => {
    event.stopPropagation();
    // 229: an input method has the key.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter') end(field.value.trim());
    if (event.key === 'Escape') end(null);
  });
  field.addEventListener('input', () => {
    note.textContent = '';
  });
  field.addEventListener('blur', () => end(keepOnLeave ? field.value.trim() : null));
  for (const name of ['mousedown', 'dblclick'])
    frame.addEventListener(name, (event) => event.stopPropagation());
  host.append(frame);
  field.focus();
}
