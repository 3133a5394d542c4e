/** One key for a normal ECG (journey step 8), or why it may not be called one. */
import { Alert, Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '#shared/failure.ts';
import { type NormalObjection, normalObjections } from '#shared/report/normal-ecg/normal-objections.ts';
import { writeNormalEcg } from '#shared/report/normal-ecg/write-normal-ecg.ts';
import { labelOf, unitIn } from '#shared/report/numbers/write-number.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import classes from './reporting.module.css';
import type { EcgReport } from './use-ecg-report.ts';

export function NormalEcg(props: {
  report: EcgReport;
  /** A doctor has rejected what the machine called critical: it stands against nothing any more. */
  criticalRejected: boolean;
  /** The report has text already: it is never written over. */
  written: boolean;
  onWrite: (part: { findings: string; impression: string }) => void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const [refused, setRefused] = useState<readonly string[]>([]);
  const { ecg, age, sex, values } = props.report;

  const sentenceOf = (objection: NormalObjection): string => {
    const key = `reporting.notNormal.${objection.code}`;
    const chinese = language === 'zh-CN';
    switch (objection.code) {
      case 'critical':
      case 'statement':
        return t(key, { text: objection.text[chinese ? 'zh' : 'en'] });
      case 'lead-reversal':
        return t(key, { kind: objection.kind });
      case 'lead-off':
      case 'lead-missing':
        return t(key, { leads: objection.leads.join(chinese ? '、' : ', ') });
      case 'low-sampling':
        return t(key, { hz: objection.samplingHz });
      case 'not-measured':
        return t(key, { label: labelOf(objection.key, language) });
      case 'outside-limits':
        return t(key, {
          label: labelOf(objection.key, language),
          value: objection.value,
          unit: unitIn(objection.key, language),
          low: objection.limits[0],
          high: objection.limits[1],
        });
      default:
        return t(key);
    }
  };
  const write = (): void => {
    const reasons = normalObjections(
      ecg === null
        ? null
        : {
            analysis: props.criticalRejected ? { ...ecg.analysis, critical: [] } : ecg.analysis,
            measurements: ecg.measurements,
            ageYears: age,
            sex,
          },
    ).map(sentenceOf);
    if (props.written) reasons.unshift(t('reporting.notNormal.written'));
    setRefused(reasons);
    if (reasons.length === 0) props.onWrite(writeNormalEcg(values, language));
  };
  useHotkeys({ 'Alt+n': write });
  return (
    <div>
      <Button size="compact-sm" variant="default" title="Alt+N" onClick={write} data-normal-ecg>
        {t('reporting.normalEcg')}
      </Button>
      {refused.length > 0 && (
        <Alert
          mt={6}
          p="xs"
          color="yellow"
          variant="light"
          title={t('reporting.notNormal')}
          withCloseButton
          closeButtonLabel={t('cancel')}
          onClose={() => setRefused([])}
          data-not-normal
        >
          <ul className={classes.reasons}>
            {refused.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </Alert>
      )}
    </div>
  );
}
