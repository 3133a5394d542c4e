/** Numbers against their measurement, named one by one (journey step 8): take what is measured, or keep what is written as 手工值. */
import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Language } from '#shared/failure.ts';
import type { JudgedNumber } from '#shared/report/numbers/judge-numbers.ts';
import { labelOf, unitIn } from '#shared/report/numbers/write-number.ts';
import classes from './reporting.module.css';

export function WrongNumbers(props: {
  numbers: readonly JudgedNumber[];
  /** Name and unit of what is no ECG's measurement. */
  nameOf?: (key: string) => { readonly name: string; readonly unit: string } | null;
  onTake: (number: JudgedNumber) => void;
  onKeep: (number: JudgedNumber) => void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  if (props.numbers.length === 0) return null;
  const label = (key: string): string => props.nameOf?.(key)?.name ?? labelOf(key, language);
  const unit = (key: string): string => props.nameOf?.(key)?.unit ?? unitIn(key, language);
  const written = (number: JudgedNumber): string =>
    `${(number.value / number.scale).toFixed(number.decimals)} ${number.scale === 1000 ? 's' : unit(number.key)}`;
  return (
    <ul className={classes.wrong}>
      {props.numbers.map((number) => (
        <li key={`${number.key}:${number.from}`} data-judged={number.key} data-judged-state={number.state}>
          <Text size="sm" span className="tabular">
            {label(number.key)} <s>{number.state === 'manual' ? '' : written(number)}</s>
            {number.state === 'manual' ? written(number) : ''}
            {number.measured === null
              ? ` · ${t('reporting.noLongerMeasured')}`
              : ` · ${t('reporting.measured')} ${number.measured} ${unit(number.key)}`}
          </Text>
          {number.state === 'manual' ? (
            <Text size="sm" span className={classes.manual}>
              {t('reporting.manual')}
            </Text>
          ) : (
            <span className={classes.wrongActs}>
              {number.measured !== null && (
                <Button
                  size="compact-xs"
                  variant="default"
                  title="Alt+R"
                  onClick={() => props.onTake(number)}
                >
                  {t('reporting.takeMeasured')}
                </Button>
              )}
              <Button
                size="compact-xs"
                variant="default"
                title="Alt+H"
                onClick={() => props.onKeep(number)}
                data-keep-manual
              >
                {t('reporting.keepManual')}
              </Button>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
