/** Tokens by which devices push over DICOMweb: made by an administrator, shown once. */
import { Alert, Badge, Button, Code, Group, Table, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { station, unwrap } from '../../station/client.ts';
import { Section } from './device-list.tsx';

export function TokenList(props: {
  tokens: ReadonlyArray<{
    readonly tokenId: string;
    readonly name: string;
    readonly createdAt: number;
    readonly lastUsedAt: number | null;
    readonly revokedAt: number | null;
  }>;
  mayChange: boolean;
  act: (work: Promise<unknown>) => Promise<void>;
}) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState('');
  const [made, setMade] = useState<string | null>(null);
  const when = (at: number) => new Date(at).toLocaleString(i18n.language, { hourCycle: 'h23' });
  const make = async (): Promise<void> => {
    const { token } = await unwrap(station.devices.makeToken({ name }));
    setMade(token);
    setName('');
  };
  if (!props.mayChange && props.tokens.length === 0) return null;
  return (
    <Section title={t('devices.tokens')}>
      {made !== null && (
        <Alert color="teal" variant="light" my="sm" withCloseButton onClose={() => setMade(null)}>
          {t('devices.tokenOnce')} <Code data-token>{made}</Code>
        </Alert>
      )}
      <Table verticalSpacing={8} horizontalSpacing="md" className="tabular">
        <Table.Tbody>
          {props.tokens.map((token) => (
            <Table.Tr key={token.tokenId}>
              <Table.Td fw={600}>{token.name}</Table.Td>
              <Table.Td>{when(token.createdAt)}</Table.Td>
              <Table.Td>
                {token.lastUsedAt === null
                  ? t('devices.neverUsed')
                  : t('devices.usedAt', { at: when(token.lastUsedAt) })}
              </Table.Td>
              <Table.Td>
                <Group justify="flex-end">
                  {token.revokedAt !== null ? (
                    <Badge color="gray" variant="light">
                      {t('devices.revoked')}
                    </Badge>
                  ) : (
                    props.mayChange && (
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        color="red"
                        onClick={() =>
                          void props.act(unwrap(station.devices.revokeToken({ tokenId: token.tokenId })))
                        }
                      >
                        {t('devices.revoke')}
                      </Button>
                    )
                  )}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {props.mayChange && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void props.act(make());
          }}
        >
          <Group gap="sm" px="md" py="sm" align="flex-end">
            <TextInput
              size="xs"
              required
              label={t('devices.device')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button size="xs" variant="default" type="submit" data-make-token>
              {t('devices.makeToken')}
            </Button>
          </Group>
        </form>
      )}
    </Section>
  );
}
