/** 演示数据 on every screen of a practice region. */
import { useTranslation } from 'react-i18next';
import classes from './house.module.css';

export function SimulationBand() {
  const { t } = useTranslation();
  return (
    <div className={classes.simulation} role="note" data-simulation>
      {t('simulation')}
    </div>
  );
}
