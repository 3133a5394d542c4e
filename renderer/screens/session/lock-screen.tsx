/** Locked: the case stays as it is behind the veil; the same person unlocks by password or PIN. */
import { Button, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '#shared/failure.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import classes from './session.module.css';

export function LockScreen() {
  const { t } = useTranslation();
  const { session, setSession } = useSession();
  const [secret, setSecret] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const unlock = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      setSession(await unwrap(station.session.unlock({ secret })));
    } catch (error) {
      setFailure(failureOf(error));
      setSecret('');
    }
  };
  return (
    <div className={classes.lock} role="dialog" aria-modal="true" aria-label={t('session.locked')}>
      <Paper component="form" p="xl" w={360} withBorder onSubmit={(event) => void unlock(event)}>
        <Stack>
          <div>
            <Title order={3}>{t('session.locked')}</Title>
            <Text c="dimmed" size="sm">
              {session?.member.name} · {t('session.lockedHint')}
            </Text>
          </div>
          <PasswordInput
            label={t('session.unlockSecret')}
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
            autoFocus
            data-autofocus
          />
          {failure && <FailureNote failure={failure} />}
          <Button type="submit">{t('session.unlock')}</Button>
          <Button
            variant="subtle"
            color="gray"
            onClick={() => void station.session.signOut().then(() => setSession(null))}
          >
            {t('session.signOut')}
          </Button>
        </Stack>
      </Paper>
    </div>
  );
}
