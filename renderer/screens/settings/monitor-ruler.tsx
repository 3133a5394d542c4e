/** A line to hold a ruler to: what it measures on this monitor makes the ECG paper true to the millimetre. */
import { Badge, NumberInput, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCalibrations } from '../../state/monitor-calibration.ts';
import { useMonitorName, usePixelsPerMm } from '../../state/use-monitor.ts';
import classes from './settings.module.css';

/** Length of the line in CSS pixels. */
const linePx = 400;

export function MonitorRuler(props: { usual: number }) {
  const { t } = useTranslation();
  const monitor = useMonitorName();
  const measured = useCalibrations((state) => state.byMonitor[monitor] !== undefined);
  const calibrate = useCalibrations((state) => state.calibrate);
  const pixelsPerMm = usePixelsPerMm(props.usual);
  return (
    <div data-monitor-ruler>
      <Text size="sm" fw={500}>
        {t('settings.calibration')} <span className="tabular">{monitor}</span>{' '}
        <Badge size="sm" variant="default" data-monitor-measured={measured}>
          {t(measured ? 'settings.monitorMeasured' : 'settings.monitorUnmeasured')}
        </Badge>
      </Text>
      <Text size="xs" c="dimmed" mb={8}>
        {t('settings.calibrationHint')}
      </Text>
      <div className={classes.ruler} style={{ width: linePx }} />
      <NumberInput
        mt="sm"
        w={200}
        label={t('settings.measured')}
        decimalScale={1}
        min={20}
        max={400}
        value={Math.round((linePx / pixelsPerMm) * 10) / 10}
        onChange={(value) => typeof value === 'number' && value >= 20 && calibrate(monitor, linePx / value)}
      />
    </div>
  );
}
