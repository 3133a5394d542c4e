/** A small menu of the tool bar: what is used rarely, by name and with its key. Its button shows which of it is in use. */
import { IconChevronDown } from '@tabler/icons-react';
import { type JSX, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Language } from '#shared/failure.ts';
import { commandKey, commandLabel } from './command-words.ts';
import { type Command, commandOfKey, type Shortcut } from './commands.ts';
import type { Icon } from './tool-icons.ts';

export interface MenuEntry {
  readonly command: Command;
  readonly icon: Icon;
  /** Whether it is the one in use, of a tool or a layout; absent for what is done at once. */
  readonly chosen?: boolean;
}

export interface ToolMenuProps {
  readonly name: string;
  /** Of the button, while none of the entries is in use. */
  readonly icon: Icon;
  readonly entries: readonly MenuEntry[];
  readonly language: Language;
  readonly shortcuts: readonly Shortcut[];
  readonly run: (command: Command) => void;
}

/** CSS pixels that stay free between an open menu and the viewer's edges. */
const edge = 8;

export function ToolMenu(props: ToolMenuProps): JSX.Element {
  const { name, entries, language, shortcuts } = props;
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const chosen = entries.find((entry) => entry.chosen === true);
  const Shape = chosen?.icon ?? props.icon;

  useLayoutEffect(() => {
    const viewer = root.current?.closest('.yz-viewer')?.getBoundingClientRect();
    const { current } = list;
    if (!isOpen || current === null || viewer === undefined) return;
    const { top, right } = current.getBoundingClientRect();
    current.style.left = `${Math.min(0, viewer.right - edge - right)}px`;
    current.style.maxHeight = `${viewer.bottom - edge - top}px`;
    const first = current.querySelector<HTMLElement>('[aria-checked="true"]') ?? current.firstElementChild;
    (first as HTMLElement).focus();
  }, [isOpen]);

  useEffect(() => {
    const page = root.current?.ownerDocument;
    if (!isOpen || page === undefined) return;
    // Cornerstone keeps the focus from moving where its pictures are pressed.
    const onPress = (event: PointerEvent): void => {
      if (root.current?.contains(event.target as Node) === false) setOpen(false);
    };
    page.addEventListener('pointerdown', onPress, true);
    return () => page.removeEventListener('pointerdown', onPress, true);
  }, [isOpen]);

  const choose = (command: Command): void => {
    // The keyboard goes back to the pictures: Enter there places a point, on the button it would open the menu again.
    setOpen(false);
    props.run(command);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (isOpen && answerKey(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  const answerKey = (event: KeyboardEvent): boolean => {
    if (event.key === 'Escape') {
      setOpen(false);
      button.current?.focus();
      return true;
    }
    if (step(event.key)) return true;
    const command = commandOfKey(event.key, event.shiftKey, event.ctrlKey, shortcuts);
    const entry = entries.find((one) => JSON.stringify(one.command) === JSON.stringify(command));
    if (entry !== undefined) choose(entry.command);
    return entry !== undefined;
  };
  const step = (key: string): boolean => {
    const items = Array.from(list.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? []);
    const at = items.indexOf(root.current?.ownerDocument.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[key];
    if (to !== undefined) items.at(to % items.length)?.focus();
    return to !== undefined;
  };

  const label = (command: Command): string => commandLabel(command, language, shortcuts);
  const title = chosen === undefined ? name : `${name}: ${label(chosen.command)}`;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the menu within
    <div
      ref={root}
      className="yz-menu"
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className="yz-tool yz-menu-button"
        title={title}
        aria-label={title}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        data-chosen={chosen === undefined ? undefined : true}
        onClick={() => setOpen((before) => !before)}
      >
        <Shape size={18} stroke={1.6} />
        <span>{name}</span>
        <IconChevronDown size={14} stroke={1.6} />
      </button>
      {isOpen && (
        <div ref={list} className="yz-menu-list" role="menu" aria-label={name}>
          {entries.map(({ command, icon: Small, chosen: isChosen }) => (
            <button
              key={JSON.stringify(command)}
              type="button"
              {...(isChosen === undefined
                ? { role: 'menuitem' }
                : { role: 'menuitemradio', 'aria-checked': isChosen })}
              tabIndex={-1}
              onClick={() => choose(command)}
            >
              <Small size={18} stroke={1.6} />
              <span>{label(command)}</span>
              <kbd>{commandKey(command, shortcuts)}</kbd>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
