/** Trouble over every room, with what to do: signing stopped by the exchange's audit; the station's store full, failing, damaged. */
import { Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ArchiveStatus } from '#shared/contract/archive.ts';
import { failure, type Language, translateFailure } from '#shared/failure.ts';
import { useDuty } from '../../state/duty-store.ts';
import { usePlace } from '../../state/place-store.ts';
import { station, unwrap } from '../../station/client.ts';
import classes from './house.module.css';

interface StoreTrouble {
  readonly what: string;
  readonly message: string;
  readonly remedy: string;
}

/** An index that was rebuilt is told for a day; a person has to know, and then to work. */
const startNoticeMs = 24 * 3_600_000;

export function StoreBand() {
  const { t, i18n } = useTranslation();
  const go = usePlace((state) => state.go);
  const { data } = useQuery({
    queryKey: ['archive'],
    queryFn: () => unwrap(station.archive.status()),
    refetchInterval: 30_000,
  });
  const stopped = useDuty((state) => state.duty?.signingStopped) ?? null;
  const language = i18n.language as Language;
  const atExchange =
    stopped === null ? null : { what: stopped, ...failure(stopped, { path: 'exchange.sqlite' }, language) };
  const trouble = atExchange ?? (data === undefined ? null : worstOf(data, language, t));
  if (trouble === null) return null;
  return (
    <div className={classes.store} role="alert" data-store-trouble={trouble.what}>
      <IconAlertTriangle size={18} aria-hidden />
      <Text size="sm" fw={600} component="span">
        {trouble.message}
      </Text>
      <Text size="sm" component="span" className={classes.remedy} title={trouble.remedy}>
        {trouble.remedy}
      </Text>
      {atExchange === null && (
        <Button size="compact-xs" variant="default" onClick={() => go({ screen: 'settings' })}>
          {t('archive.bandOpen')}
        </Button>
      )}
    </div>
  );
}

/** The gravest first; null when the store is well. */
function worstOf(
  status: ArchiveStatus,
  language: Language,
  t: ReturnType<typeof useTranslation>['t'],
): StoreTrouble | null {
  const told = (what: string, failure: NonNullable<ArchiveStatus['trouble']>): StoreTrouble => ({
    what,
    ...translateFailure(failure, language),
  });
  if (status.trouble !== null) return told(status.trouble.code, status.trouble);
  if (status.lost.length > 0) {
    const message = t('archive.bandLost', { count: status.lost.length });
    return { what: 'lost', message, remedy: t('archive.bandLostRemedy') };
  }
  const { start } = status;
  return start !== null && start.notice !== null && Date.now() - start.at < startNoticeMs
    ? told('start', start.notice)
    : null;
}
