/** Asks what an arrow says, in place; safe for input methods. Enter keeps it, Escape or nothing written takes the arrow away. */
import type { PixelPoint } from '#shared/measure/spacing.ts';

export function askArrowText(
  host: HTMLElement,
  [x, y]: PixelPoint,
  label: string,
  answer: (text: string) => void,
): void {
  const field = document.createElement('input');
  field.className = 'yz-arrow-text';
  field.placeholder = label;
  field.setAttribute('aria-label', label);
  field.maxLength = 200;
  field.style.left = `${Math.max(4, Math.min(x, host.clientWidth - 244))}px`;
  field.style.top = `${Math.max(4, Math.min(y, host.clientHeight - 36))}px`;
  let isAnswered = false;
  const end = (text: string): void => {
    if (isAnswered) return;
    isAnswered = true;
    field.remove();
    answer(text.trim());
  };
  field.addEventListener('keydown', (event) => {
    event.stopPropagation();
    // 229: an input method has the key.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter') end(field.value);
    if (event.key === 'Escape') end('');
  });
  field.addEventListener('blur', () => end(field.value));
  for (const name of ['mousedown', 'dblclick'])
    field.addEventListener(name, (event) => event.stopPropagation());
  host.append(field);
  field.focus();
}
