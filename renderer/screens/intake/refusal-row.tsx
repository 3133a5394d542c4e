/** One refused arrival in the quarantine: when, what, from where, why and what to do, or what was decided about it. */
import { Badge, Button, Checkbox, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RefusedArrival } from '#shared/contract/intake.ts';
import { type Language, translateFailure } from '#shared/failure.ts';
import classes from './intake.module.css';

export function RefusalRow(props: {
  refusal: RefusedArrival;
  isCurrent: boolean;
  isChosen: boolean;
  onToggle: (() => void) | null;
  onPick: () => void;
  onOpen: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { refusal } = props;
  const { message, remedy } = translateFailure(refusal.failure, i18n.language as Language);
  return (
    <Table.Tr
      data-refusal={refusal.failure.code}
      className={props.isCurrent ? classes.current : undefined}
      onClick={props.onPick}
      onDoubleClick={props.onOpen}
    >
      <Table.Td w={44}>
        {props.onToggle && (
          <Checkbox
            size="xs"
            aria-label={t('intake.chooseRefusal', { name: refusal.name })}
            checked={props.isChosen}
            onChange={props.onToggle}
          />
        )}
      </Table.Td>
      <Table.Td w={170}>{new Date(refusal.at).toLocaleString(i18n.language, { hourCycle: 'h23' })}</Table.Td>
      <Table.Td maw={280}>
        <Text fw={600} size="sm" truncate title={refusal.name}>
          {refusal.name}
        </Text>
        <Text size="xs" c="dimmed" truncate title={refusal.origin}>
          {/* A file given by hand has no place of its own: the station's copy says nobody anything. */}
          {t(`intake.source.${refusal.source}`)} {refusal.source === 'file' ? '' : refusal.origin}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm" c="var(--yz-red)">
          {message}
        </Text>
        <Text size="sm">{refusal.settled === null ? remedy : refusal.settled.reason}</Text>
        {refusal.settled && (
          <Text size="xs" c="dimmed" className="tabular" data-settled-by>
            {[
              refusal.settled.name,
              new Date(refusal.settled.at).toLocaleString(i18n.language, { hourCycle: 'h23' }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        )}
      </Table.Td>
      <Table.Td w={150}>
        {refusal.settled && (
          <Badge variant="light" color={refusal.settled.act === 'accepted' ? 'teal' : 'gray'}>
            {t(`intake.settled.${refusal.settled.act}`)}
          </Badge>
        )}
        {!refusal.settled && refusal.attempts > 0 && (
          <Text size="xs" c="dimmed">
            {t('intake.attempts', { count: refusal.attempts })}
          </Text>
        )}
        <Button size="compact-xs" variant="subtle" color="gray" onClick={props.onOpen} data-refusal-details>
          {t('intake.details')}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
