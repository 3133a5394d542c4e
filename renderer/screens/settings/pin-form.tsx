/** Sets the 6-digit PIN of this person at this workstation; the password unseals the key for it. */
import { Button, Paper, PasswordInput, PinInput, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '#shared/failure.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import classes from './settings.module.css';

export function PinForm() {
  const { t } = useTranslation();
  const { session, setSession } = useSession();
  const [password, setPassword] = useState('');
  const [pin, setPin] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  if (!session?.hasSigningKey) return null;
  const set = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      setSession(await unwrap(station.session.setPin({ password, pin })));
      setPassword('');
      setPin('');
      setFailure(null);
      notifications.show({ color: 'teal', message: t('settings.saved') });
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <Paper withBorder p="lg" className={classes.card}>
      <Title order={5}>{t('settings.security')}</Title>
      <Text size="sm" c="dimmed" mb="md">
        {t(session.hasPin ? 'settings.pinSet' : 'settings.pinMissing')} · {t('session.setPinHint')}
      </Text>
      <form onSubmit={(event) => void set(event)}>
        <Stack gap="md">
          <PasswordInput
            label={t('session.password')}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            required
          />
          <div>
            <Text size="sm" mb={4}>
              {t('session.pinField')}
            </Text>
            <PinInput length={6} type="number" mask value={pin} onChange={setPin} />
          </div>
          {failure && <FailureNote failure={failure} />}
          <Button type="submit" disabled={pin.length !== 6 || password === ''}>
            {t('session.setPin')}
          </Button>
        </Stack>
      </form>
    </Paper>
  );
}
