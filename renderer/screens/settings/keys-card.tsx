/** A reader's own keys of the image viewer and his left button (settings): one press sets a key, a conflict is named. */
import { Button, Group, Kbd, Paper, Select, Table, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { builtInKeymap, type Keymap } from '#shared/contract/keymap.ts';
import type { Language } from '#shared/failure.ts';
import { useKeymap } from '../../state/use-keymap.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { shownKey } from '../../viewers/image/command-words.ts';
import { mouseTools, type Shortcut, typedKey } from '../../viewers/image/commands.ts';
import { commandName, conflictOf, shortcutsOf, withKey, withoutOwn } from '../../viewers/image/keymap.ts';
import classes from './settings.module.css';

const modifiers: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta', 'Process']);

export function KeysCard() {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const queries = useQueryClient();
  const keymap = useKeymap();
  const [asking, setAsking] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const table = shortcutsOf(keymap);
  const keep = (next: Keymap): void => {
    unwrap(station.settings.setKeymap(next)).then(
      (kept) => {
        setFailed(null);
        queries.setQueriesData({ queryKey: ['keymap'] }, kept);
      },
      (error: unknown) => setFailed(error),
    );
  };
  const take = (event: KeyboardEvent, { command }: Shortcut): void => {
    const { nativeEvent } = event;
    // 229: an input method has the key.
    if (modifiers.has(event.key) || nativeEvent.isComposing || nativeEvent.keyCode === 229) return;
    event.preventDefault();
    event.stopPropagation();
    const key = typedKey(event.key, event.shiftKey, event.ctrlKey);
    if (key === 'escape') {
      setAsking(null);
      setWrong(null);
      return;
    }
    const conflict = conflictOf(table, commandName(command), key);
    if (conflict !== null) {
      const by = conflict.is === 'taken' ? conflict.by.label[language] : t('settings.keyReserved');
      setWrong(t('settings.keyTaken', { key: shownKey(key), by }));
      return;
    }
    setAsking(null);
    setWrong(null);
    keep(withKey(keymap, commandName(command), key));
  };
  return (
    <Paper className={classes.card ?? ''} p="lg" radius="md" withBorder data-keys>
      <Title order={4} mb="md">
        {t('settings.keys')}
      </Title>
      {failed !== null && <FailureNote failure={failureOf(failed)} />}
      <Group justify="space-between" mb="sm" align="flex-end">
        <Select
          label={t('settings.leftButton')}
          value={keymap.leftButton}
          allowDeselect={false}
          data={mouseTools.map((tool) => ({
            value: tool,
            label:
              table.find(({ command }) => commandName(command) === `tool:${tool}`)?.label[language] ?? tool,
          }))}
          onChange={(value) => value && keep({ ...keymap, leftButton: value as Keymap['leftButton'] })}
          data-left-button
        />
        <Button variant="default" onClick={() => keep(builtInKeymap)} data-keys-reset>
          {t('settings.keysReset')}
        </Button>
      </Group>
      {wrong !== null && (
        <Text role="alert" size="sm" c="red" data-key-conflict>
          {wrong}
        </Text>
      )}
      <div className={classes.keys}>
        <Table className="tabular" verticalSpacing={2}>
          <Table.Tbody>
            {table.map((shortcut) => {
              const name = commandName(shortcut.command);
              const isOwn = keymap.keys[name] !== undefined;
              return (
                <Table.Tr key={name} data-command={name}>
                  <Table.Td>{shortcut.label[language]}</Table.Td>
                  <Table.Td>
                    {shortcut.keys.map((key) => (
                      <Kbd key={key} mr={4}>
                        {shownKey(key)}
                      </Kbd>
                    ))}
                  </Table.Td>
                  <Table.Td align="right">
                    {isOwn && (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        onClick={() => keep(withoutOwn(keymap, name))}
                      >
                        {t('settings.keyBuiltIn')}
                      </Button>
                    )}
                    <Button
                      size="compact-xs"
                      variant={asking === name ? 'filled' : 'default'}
                      onClick={() => {
                        setAsking(name);
                        setWrong(null);
                      }}
                      onKeyDown={(event) => asking === name && take(event, shortcut)}
                      onBlur={() => setAsking(null)}
                    >
                      {t(asking === name ? 'settings.keyPress' : 'settings.keyChange')}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </div>
    </Paper>
  );
}
