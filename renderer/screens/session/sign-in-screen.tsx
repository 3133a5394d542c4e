/** Sign-in. In a practice region the accounts stand beside the form; nowhere else is any account offered. */
import { Button, Paper, PasswordInput, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '#shared/failure.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import classes from './session.module.css';

export function SignInScreen() {
  const { t } = useTranslation();
  const { info, setSession } = useSession();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const accounts = useQuery({
    queryKey: ['practice-accounts'],
    queryFn: () => unwrap(station.session.practiceAccounts()),
    enabled: info?.simulation === true,
  });

  const enter = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      setSession(await unwrap(station.session.signIn({ name: name.trim(), password })));
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className={classes.page}>
      <div className={classes.columns}>
        <Paper
          component="form"
          onSubmit={(event) => void enter(event)}
          className={classes.form}
          p="xl"
          withBorder
        >
          <Stack gap="md">
            <div>
              <Title order={2} className={classes.product}>
                {t('product')}
              </Title>
              <Text c="dimmed" size="sm">
                {info?.siteName ?? info?.region?.centre} · {t(`session.${info?.role ?? 'reader'}`)}
              </Text>
            </div>
            <TextInput
              label={t('session.name')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              autoFocus
              autoComplete="username"
              required
            />
            <PasswordInput
              label={t('session.password')}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              autoComplete="current-password"
              required
            />
            {failure && <FailureNote failure={failure} />}
            <Button type="submit" loading={busy} fullWidth>
              {t('session.enter')}
            </Button>
            <Text size="xs" c="dimmed">
              {t('session.offline')}
            </Text>
          </Stack>
        </Paper>
        {(accounts.data?.length ?? 0) > 0 && (
          <Paper className={classes.accounts} p="lg" withBorder>
            <Text fw={600} size="sm" mb="sm">
              {t('session.practice')}
            </Text>
            <Table verticalSpacing={6} highlightOnHover className="tabular">
              <Table.Tbody>
                {accounts.data?.map((account) => (
                  <Table.Tr
                    key={account.name}
                    className={classes.account}
                    tabIndex={0}
                    onClick={() => {
                      setName(account.name);
                      setPassword(account.password);
                    }}
                    onKeyDown={(event) => {
                      if (event.key === 'Enter') {
                        setName(account.name);
                        setPassword(account.password);
                      }
                    }}
                  >
                    <Table.Td fw={600}>{account.name}</Table.Td>
                    <Table.Td>{account.title}</Table.Td>
                    <Table.Td c="dimmed">{account.site ?? ''}</Table.Td>
                    <Table.Td>
                      <code>{account.password}</code>
                    </Table.Td>
                    <Table.Td>
                      {account.pin && (
                        <code>
                          {t('session.pin')} {account.pin}
                        </code>
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Paper>
        )}
      </div>
    </div>
  );
}
