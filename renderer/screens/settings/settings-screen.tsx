/** Settings of the window and of its station, the PIN, and what waits in the outbox. */
import {
  Button,
  Group,
  NumberInput,
  Paper,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Table,
  Text,
  TextInput,
  Title,
  useMantineColorScheme,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '#shared/contract/settings.ts';
import { changeLanguage } from '../../i18n/i18n.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { setSound } from '../house/announce-alert.ts';
import { ArchiveCard } from './archive-card.tsx';
import { DisplayCheck } from './display/display-check.tsx';
import { KeysCard } from './keys-card.tsx';
import { LooksCard } from './looks-card.tsx';
import { MonitorRuler } from './monitor-ruler.tsx';
import { OutboxList } from './outbox-list.tsx';
import { PhrasesCard } from './phrases-card.tsx';
import { PinForm } from './pin-form.tsx';
import classes from './settings.module.css';

export default function SettingsScreen() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { setColorScheme } = useMantineColorScheme();
  const settings = useQuery({ queryKey: ['settings'], queryFn: () => unwrap(station.settings.get()) });
  const mayChange = useSession((state) => state.session?.member.offices.includes('administrator')) === true;
  const audits = useSession((state) => state.session?.member.offices.includes('auditor')) === true;
  const info = useSession((state) => state.info);
  const [changes, setChanges] = useState<Partial<Settings>>({});
  if (settings.error) return <FailureNote failure={failureOf(settings.error)} />;
  if (!settings.data) return null;
  const now: Settings = { ...settings.data.settings, ...changes };
  const change = (part: Partial<Settings>): void => setChanges((given) => ({ ...given, ...part }));

  const save = async (part: Partial<Settings>): Promise<void> => {
    try {
      const saved = await unwrap(station.settings.set(part));
      changeLanguage(saved.settings.language);
      setColorScheme(saved.settings.theme);
      setSound(saved.settings.sound);
      setChanges({});
      notifications.show({
        color: 'teal',
        // Told in the language that was just chosen.
        title: i18next.t('settings.saved'),
        message: saved.restartNeeded ? i18next.t('settings.restart') : '',
      });
      await queries.invalidateQueries({ queryKey: ['settings'] });
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
  };

  return (
    <div className={classes.screen}>
      <div className={classes.columns}>
        <Paper withBorder p="lg" className={classes.card}>
          <Title order={5} mb="md">
            {t('settings.window')}
          </Title>
          <Stack gap="md">
            <SegmentedControl
              aria-label={t('settings.language')}
              value={now.language}
              onChange={(value) => void save({ language: value as Settings['language'] })}
              data={[
                { value: 'zh-CN', label: '中文' },
                { value: 'en', label: 'English' },
              ]}
              data-language
            />
            <SegmentedControl
              aria-label={t('settings.theme')}
              value={now.theme}
              onChange={(value) => void save({ theme: value as Settings['theme'] })}
              data={(['dark', 'light'] as const).map((value) => ({
                value,
                label: t(`settings.theme.${value}`),
              }))}
            />
            <Switch
              label={t('settings.sound')}
              checked={now.sound}
              onChange={(event) => void save({ sound: event.currentTarget.checked })}
            />
            <MonitorRuler usual={now.pixelsPerMm} />
            {now.role === 'reader' && !audits && <DisplayCheck />}
          </Stack>
        </Paper>
        <Paper withBorder p="lg" className={classes.card}>
          <Title order={5} mb="md">
            {t('settings.station')}
          </Title>
          <Text size="sm" mb="sm" data-site-tier={info?.siteTier ?? ''}>
            {info?.siteName ?? info?.region?.centre}
            {info?.siteName != null && ` · ${t(`tier.${info.siteTier ?? 'unsaid'}`)}`}
          </Text>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void save(changes);
            }}
          >
            <fieldset disabled={!mayChange} className={classes.site} data-site-settings>
              <Stack gap="md">
                {!mayChange && (
                  <Text size="xs" c="dimmed">
                    {t('settings.administratorOnly')}
                  </Text>
                )}
                <SimpleGrid cols={2}>
                  <TextInput
                    label={t('settings.name')}
                    value={now.stationName}
                    onChange={(event) => change({ stationName: event.currentTarget.value })}
                  />
                  <Select
                    label={t('settings.role')}
                    value={now.role}
                    allowDeselect={false}
                    data={(['clinic', 'reader'] as const).map((value) => ({
                      value,
                      label: t(`settings.role.${value}`),
                    }))}
                    onChange={(value) => value && change({ role: value as Settings['role'] })}
                  />
                </SimpleGrid>
                <TextInput
                  label={t('settings.exchange')}
                  value={now.exchange}
                  onChange={(event) => change({ exchange: event.currentTarget.value })}
                />
                <SimpleGrid cols={3}>
                  <TextInput
                    label={t('settings.aet')}
                    maxLength={16}
                    value={now.dicom.aet}
                    onChange={(event) => change({ dicom: { ...now.dicom, aet: event.currentTarget.value } })}
                  />
                  <TextInput
                    label={t('settings.host')}
                    value={now.dicom.host}
                    onChange={(event) => change({ dicom: { ...now.dicom, host: event.currentTarget.value } })}
                  />
                  <NumberInput
                    label={t('settings.port')}
                    min={0}
                    max={65535}
                    allowDecimal={false}
                    value={now.dicom.port}
                    onChange={(value) => change({ dicom: { ...now.dicom, port: Number(value) || 0 } })}
                  />
                </SimpleGrid>
                <TextInput
                  label={t('settings.watch')}
                  value={now.watchFolder}
                  onChange={(event) => change({ watchFolder: event.currentTarget.value })}
                />
                {now.role === 'reader' && (
                  <Switch
                    label={t('settings.thinkFirst')}
                    description={t('settings.thinkFirstHint')}
                    checked={now.thinkFirst === true}
                    onChange={(event) => change({ thinkFirst: event.currentTarget.checked })}
                    data-think-first
                  />
                )}
                {now.role === 'clinic' && (
                  <Select
                    label={t('settings.recompression')}
                    description={t('settings.recompressionHint')}
                    value={now.recompression}
                    allowDeselect={false}
                    data={(['auto', 'always', 'off'] as const).map((value) => ({
                      value,
                      label: t(`settings.recompression.${value}`),
                    }))}
                    onChange={(value) =>
                      value && change({ recompression: value as Settings['recompression'] })
                    }
                    data-recompression
                  />
                )}
                <Group justify="space-between">
                  <Text size="xs" c="dimmed">
                    {t('settings.restart')}
                  </Text>
                  <Button type="submit" disabled={Object.keys(changes).length === 0}>
                    {t('save')}
                  </Button>
                </Group>
              </Stack>
            </fieldset>
          </form>
          <Text size="sm" fw={500} mt="md">
            {t('settings.addresses')}
          </Text>
          <Table className="tabular" layout="fixed">
            <Table.Tbody>
              {Object.entries(settings.data.addresses).map(([name, address]) => (
                <Table.Tr key={name}>
                  <Table.Td w={150}>{t(`settings.address.${name}`)}</Table.Td>
                  <Table.Td className={classes.address}>{address}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Paper>
        {!audits && now.role === 'reader' && <PhrasesCard />}
        {!audits && now.role === 'reader' && <KeysCard />}
        {!audits && now.role === 'reader' && <LooksCard />}
        {!audits && <ArchiveCard />}
        {!audits && <PinForm />}
        {!audits && <OutboxList />}
      </div>
    </div>
  );
}
