/** Where the priors will stand, while the exchange is still asked for the claim: nothing below moves when it comes. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './reading.module.css';

/** A claim that takes no longer is not worth a word that flickers, ms. */
const quietMs = 300;

/** `seen`: the reader waits for it. */
export function ClaimNote({ seen }: { seen: boolean }) {
  const { t } = useTranslation();
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!seen) return;
    const timer = setTimeout(() => setLate(true), quietMs);
    return () => clearTimeout(timer);
  }, [seen]);
  return (
    <section
      className={`${classes.priors} ${classes.priorsPending} ${classes.claiming}`}
      role="status"
      data-claiming
    >
      {late && t('reading.claiming')}
    </section>
  );
}
