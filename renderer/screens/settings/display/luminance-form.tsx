/** Luminances read off a meter, level by level; what comes of them is told before it is kept. */
import { Button, NumberInput, Text, UnstyledButton } from '@mantine/core';
import { type ClipboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { measuredLevels, standingOf, wrongLuminance } from '#shared/measure/display-check.ts';
import { useDisplayCheck, useDisplayChecks } from '../../../state/display-checks.ts';
import classes from './display.module.css';
import { StandingText } from './standing-text.tsx';

export function LuminanceForm(props: {
  monitor: string;
  /** The level that is measured now. */
  onLevel: (level: number) => void;
  onKept: () => void;
}) {
  const { t } = useTranslation();
  const { monitor, onLevel } = props;
  const change = useDisplayChecks((state) => state.change);
  const { metered } = useDisplayCheck(monitor);
  const [ambient, setAmbient] = useState(metered?.ambient ?? 0);
  const [values, setValues] = useState<readonly (number | null)[]>(measuredLevels.map(() => null));
  const [step, setStep] = useState(0);
  const level = measuredLevels[step] ?? 0;
  useEffect(() => onLevel(level), [onLevel, level]);

  const isWhole = values.every((value) => value !== null);
  const entered = values.slice(0, values.findLastIndex((value) => value !== null) + 1);
  const wrong = wrongLuminance(entered, ambient);
  const luminances = isWhole && wrong === null ? (values as number[]) : null;
  const standing = luminances === null ? null : standingOf({ luminances, ambient });

  const onPaste = (event: ClipboardEvent): void => {
    const numbers = event.clipboardData
      .getData('text')
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(Number);
    if (numbers.length !== measuredLevels.length || !numbers.every(Number.isFinite)) return;
    event.preventDefault();
    setValues(numbers);
    setStep(measuredLevels.length - 1);
  };

  return (
    <>
      <NumberInput
        size="xs"
        label={t('display.ambient')}
        min={0}
        max={50}
        decimalScale={3}
        value={ambient}
        onChange={(value) => setAmbient(numberOf(value) ?? 0)}
        name="ambient"
      />
      <NumberInput
        key={step}
        autoFocus
        hideControls
        label={t('display.luminance', { level, step: step + 1 })}
        description={t('display.luminanceHint')}
        min={0}
        decimalScale={4}
        value={values[step] ?? ''}
        onChange={(value) =>
          setValues((before) => before.map((one, at) => (at === step ? numberOf(value) : one)))
        }
        onPaste={onPaste}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          if (values[step] !== null) setStep(Math.min(measuredLevels.length - 1, step + 1));
        }}
        name="luminance"
      />
      <div className={classes.levels}>
        {measuredLevels.map((one, at) => (
          <UnstyledButton
            key={one}
            className={`${classes.level} tabular`}
            aria-current={at === step}
            onClick={() => setStep(at)}
            data-level={one}
          >
            <b>{one}</b> {values[at] ?? '—'}
          </UnstyledButton>
        ))}
      </div>
      {wrong !== null && (
        <Text size="sm" c="red" role="alert" data-wrong-level>
          {t('display.wrong', { level: measuredLevels[wrong] })}
        </Text>
      )}
      {standing !== null && (
        <div>
          <Text size="sm">{t(`display.grade.${standing.grade}`)}</Text>
          <StandingText standing={standing} />
        </div>
      )}
      <Button
        disabled={luminances === null}
        onClick={() => {
          if (luminances === null) return;
          change(monitor, { metered: { at: Date.now(), luminances, ambient } });
          props.onKept();
        }}
        data-record
      >
        {t('display.record')}
      </Button>
    </>
  );
}

/** What is being typed comes as text where a number would lose its noughts: 0.40. */
function numberOf(value: number | string): number | null {
  return value === '' || !Number.isFinite(Number(value)) ? null : Number(value);
}
