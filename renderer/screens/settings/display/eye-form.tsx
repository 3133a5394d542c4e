/** What the eye finds on the test pattern: each question is answered before anything is kept. */
import { Button, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DisplayQuestion, displayQuestions } from '#shared/measure/display-check.ts';
import { useDisplayChecks } from '../../../state/display-checks.ts';
import classes from './display.module.css';

export function EyeForm({ monitor, onKept }: { monitor: string; onKept: () => void }) {
  const { t } = useTranslation();
  const change = useDisplayChecks((state) => state.change);
  const [answers, setAnswers] = useState<Partial<Record<DisplayQuestion, 'yes' | 'no'>>>({});
  const failed = displayQuestions.filter((question) => answers[question] === 'no');
  const isWhole = displayQuestions.every((question) => answers[question] !== undefined);
  return (
    <>
      {displayQuestions.map((question) => (
        <div key={question} className={classes.question} data-question={question}>
          <Text size="sm">{t(`display.ask.${question}`)}</Text>
          <SegmentedControl
            size="xs"
            aria-label={t(`display.ask.${question}`)}
            value={answers[question] ?? ''}
            onChange={(value) => setAnswers((before) => ({ ...before, [question]: value as 'yes' | 'no' }))}
            data={(['yes', 'no'] as const).map((value) => ({ value, label: t(`display.${value}`) }))}
          />
        </div>
      ))}
      {failed.length > 0 && (
        <Text size="sm" c="yellow" role="alert">
          {t('display.failedHint')}
        </Text>
      )}
      <Button
        disabled={!isWhole}
        onClick={() => {
          change(monitor, { seen: { at: Date.now(), failed } });
          onKept();
        }}
        data-record
      >
        {t('display.record')}
      </Button>
    </>
  );
}
