/** Beside the report: whom its reader asked, what came of it, and each opinion with the key that quotes it. */
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedConsultation } from '#shared/contract/consultations.ts';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { ReportContent } from '#shared/report/report.ts';
import {
  consultationState,
  isConsultable,
  quotedConsultation,
  type ReportConsultation,
} from '#shared/study/consultation.ts';
import { useExchangeSecond } from '../../state/exchange-clock.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { AskDialog } from './ask-dialog.tsx';
import classes from './consultation.module.css';
import { stateText } from './state-text.ts';
import { useConsultations } from './use-consultations.ts';

export function ConsultationList(props: {
  task: ListedTask;
  content: ReportContent;
  /** The opinion's line into the report, and whose it is; null takes the name out again. */
  onQuote: (quoted: ReportConsultation, line: string | null) => void;
}) {
  const { t } = useTranslation();
  const { task, content, onQuote } = props;
  const [asking, setAsking] = useState(false);
  const own = useConsultations().filter(({ taskId, side }) => taskId === task.taskId && side === 'asker');
  const isQuoted = ({ consultation }: ListedConsultation): boolean =>
    (content.consulted ?? []).some((one) => one.consultationId === consultation.consultationId);
  const quote = ({ consultation }: ListedConsultation): void => {
    const quoted = quotedConsultation(consultation);
    if (quoted === null || consultation.answered === null) return;
    const site = quoted.site || t('consultation.centre');
    const { opinion } = consultation.answered;
    onQuote(quoted, t('consultation.quoteText', { site, name: quoted.name, opinion }));
  };
  const mayAsk = isConsultable(task);
  useHotkeys({
    'Alt+z': () => mayAsk && setAsking(true),
    'Alt+q': () => {
      const next = own.find((one) => one.consultation.answered !== null && !isQuoted(one));
      if (next !== undefined) quote(next);
    },
  });
  return (
    <>
      {own.length > 0 && (
        <section className={classes.panel} data-consultations={own.length}>
          {own.map((one) => (
            <AskedLine
              key={one.consultation.consultationId}
              listed={one}
              quoted={isQuoted(one)}
              onQuote={() => quote(one)}
              onUnquote={() => {
                const quoted = quotedConsultation(one.consultation);
                if (quoted !== null) onQuote(quoted, null);
              }}
            />
          ))}
        </section>
      )}
      {mayAsk && (
        <Button
          size="compact-xs"
          variant="default"
          flex="none"
          style={{ alignSelf: 'flex-start' }}
          onClick={() => setAsking(true)}
          title="Alt+Z"
          data-consult
        >
          {t('consultation.ask')}
        </Button>
      )}
      {asking && <AskDialog task={task} onClose={() => setAsking(false)} />}
    </>
  );
}

function AskedLine(props: {
  listed: ListedConsultation;
  quoted: boolean;
  onQuote: () => void;
  onUnquote: () => void;
}) {
  const { t } = useTranslation();
  const now = useExchangeSecond();
  const queries = useQueryClient();
  const { consultation, taskId, queued } = props.listed;
  const { consultationId, answered } = consultation;
  const state = consultationState(consultation);
  const withdraw = async (): Promise<void> => {
    try {
      await unwrap(station.consultations.step({ taskId, consultationId, step: { what: 'withdrawn' } }));
      await queries.invalidateQueries({ queryKey: ['consultations'] });
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
  };
  return (
    <div data-consultation={consultationId} data-state={state}>
      <Group gap="xs" wrap="nowrap" justify="space-between">
        <Text size="sm" fw={600}>
          {stateText(consultation, t, now)}
        </Text>
        {state === 'open' && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            flex="none"
            onClick={() => void withdraw()}
            data-withdraw
          >
            {t('consultation.withdraw')}
          </Button>
        )}
        {answered !== null && !props.quoted && (
          <Button size="compact-xs" flex="none" onClick={props.onQuote} title="Alt+Q" data-quote-opinion>
            {t('consultation.quote')}
          </Button>
        )}
        {props.quoted && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            flex="none"
            onClick={props.onUnquote}
            data-unquote
          >
            {t('consultation.quoted')} · {t('consultation.unquote')}
          </Button>
        )}
      </Group>
      {queued && (
        <Text size="xs" c="yellow">
          {t('consultation.queued')}
        </Text>
      )}
      {consultation.question !== '' && (
        <Text size="xs" c="dimmed" className={classes.text}>
          {consultation.question}
        </Text>
      )}
      {answered !== null && (
        <Text size="sm" className={classes.text} data-opinion>
          {answered.opinion}
        </Text>
      )}
    </div>
  );
}
