/** What device and analysis say of an ECG, unconfirmed (journey step 8): nothing of it is in the report until it is accepted, one by one. */
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '#shared/failure.ts';
import { ecgTerm } from '#shared/report/ecg-terms/ecg-terms.ts';
import { writeTerm } from '#shared/report/ecg-terms/write-term.ts';
import type { ReportEcg } from '#shared/report/report.ts';
import type { ReadEcg } from '../../state/read-ecg-store.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import classes from './reporting.module.css';

export type AcceptedStatement = NonNullable<ReportEcg['accepted']>[number];

export function MachineStatements(props: {
  ecg: ReadEcg;
  values: Readonly<Record<string, number>>;
  accepted: readonly AcceptedStatement[];
  onAccept: (statement: AcceptedStatement, written: string) => void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const [selected, setSelected] = useState(0);
  const { ecg } = props;
  const rows = [
    ...ecg.analysis.statements.map((statement) => {
      const term = ecgTerm(statement.code);
      const text = statement.text[language === 'zh-CN' ? 'zh' : 'en'];
      return {
        statement: { origin: 'machine' as const, code: statement.code, text: statement.text.zh },
        shown: text,
        title: `${statement.evidence.map(evidenceText).join(' · ')}\n${statement.source}`,
        written: term === undefined ? text : writeTerm(term, props.values, language),
      };
    }),
    ...ecg.waveform.statements.slice(0, 20).map(({ text }) => ({
      statement: { origin: 'device' as const, code: '', text: text.slice(0, 500) },
      shown: text,
      title: '',
      written: text,
    })),
  ];
  const isAccepted = ({ statement }: (typeof rows)[number]): boolean =>
    props.accepted.some(
      (one) => one.origin === statement.origin && one.code === statement.code && one.text === statement.text,
    );
  const at = Math.min(selected, rows.length - 1);
  const accept = (index: number): void => {
    const row = rows[index];
    if (row === undefined || isAccepted(row)) return;
    props.onAccept(row.statement, row.written);
    const next = rows.findIndex((one, i) => i > index && !isAccepted(one));
    if (next >= 0) setSelected(next);
  };
  const move = (by: number): void => {
    if (rows.length > 0) setSelected((at + by + rows.length) % rows.length);
  };
  useHotkeys({
    'Alt+a': () => accept(at),
    'Alt+ArrowDown': () => move(1),
    'Alt+ArrowUp': () => move(-1),
  });
  if (rows.length === 0) return null;
  return (
    <section className={classes.machine} aria-label={t('reporting.machine')} data-machine-statements>
      <header>
        <Text size="sm" fw={600} span>
          {t('reporting.machine')}
        </Text>
        <Text size="xs" c="dimmed" span>
          {t('reporting.machineHint')}
        </Text>
      </header>
      <ul>
        {rows.map((row, index) => {
          const accepted = isAccepted(row);
          return (
            <li
              key={`${row.statement.origin}:${row.statement.code}:${row.shown}`}
              data-statement={row.statement.code || row.shown}
              data-selected={index === at}
              data-accepted={accepted}
              title={row.title}
            >
              <small>{t(`reporting.origin.${row.statement.origin}`)}</small>
              <span>{row.shown}</span>
              {accepted ? (
                <small>{t('reporting.accepted')}</small>
              ) : (
                <Button size="compact-xs" variant="subtle" title="Alt+A" onClick={() => accept(index)}>
                  {t('reporting.accept')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function evidenceText(one: { name: string; value: number | string; unit: string; lead?: string }): string {
  const value = typeof one.value === 'number' ? Math.round(one.value * 100) / 100 : one.value;
  return [one.lead, one.name, value, one.unit === '1' ? '' : one.unit].filter(Boolean).join(' ');
}
