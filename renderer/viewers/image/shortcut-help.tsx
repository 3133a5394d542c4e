/** The table of keys, opened with "?". */
import type { JSX } from 'react';
import type { Language } from '#shared/failure.ts';
import { shownKey } from './command-words.ts';
import type { Shortcut, ShortcutGroup } from './commands.ts';
import type { Preset } from './presets.ts';
import { wordsIn } from './words.ts';

const groups: readonly ShortcutGroup[] = ['tools', 'window', 'scroll', 'view', 'layout', 'mpr', 'other'];

export interface ShortcutHelpProps {
  readonly language: Language;
  /** The reader's window presets of the modality in use. */
  readonly presets: readonly Preset[];
  /** As the reader has them. */
  readonly shortcuts: readonly Shortcut[];
  readonly onClose: () => void;
}

export function ShortcutHelp({ language, presets, shortcuts, onClose }: ShortcutHelpProps): JSX.Element {
  const words = wordsIn(language);
  return (
    <section className="yz-help" aria-label={words.shortcuts}>
      <header>
        <h2>{words.shortcuts}</h2>
        <button type="button" className="yz-button" onClick={onClose}>
          {words.close} (Esc)
        </button>
      </header>
      <div className="yz-help-columns">
        {groups.map((group) => (
          <div key={group}>
            <h3>{words.groups[group]}</h3>
            <dl>
              {shortcuts
                .filter((shortcut) => shortcut.group === group)
                .map((shortcut) => {
                  const { command } = shortcut;
                  const preset =
                    command.do === 'preset' ? presets.find(({ key }) => key === command.key) : null;
                  return (
                    <div key={shortcut.keys.join()}>
                      <dt>
                        {shortcut.keys.map((key) => (
                          <kbd key={key}>{shownKey(key)}</kbd>
                        ))}
                      </dt>
                      <dd>
                        {preset
                          ? `${preset[language]} ${preset.width} / ${preset.center}`
                          : shortcut.label[language]}
                      </dd>
                    </div>
                  );
                })}
            </dl>
          </div>
        ))}
      </div>
    </section>
  );
}
