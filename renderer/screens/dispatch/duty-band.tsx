/** 当前无值班医师在线: the township sees before it waits that nobody sits at a window, and whom to telephone. */
import { IconUserOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDuty } from '../../state/duty-store.ts';
import classes from './dispatch.module.css';

const kinds = ['ecg', 'imaging'] as const;

export function DutyBand() {
  const { t, i18n } = useTranslation();
  const duty = useDuty((state) => state.duty);
  if (duty === null) return null;
  const missing = kinds.filter((kind) => duty[kind].readers === 0);
  if (missing.length === 0) return null;
  const contacts = missing.flatMap((kind) => duty[kind].contact ?? []);
  const calls = [...new Set(contacts.map((contact) => t('duty.call', { ...contact })))];
  const comma = i18n.language === 'zh-CN' ? '、' : ', ';
  return (
    <div className={classes.duty} role="alert" data-no-duty={missing.join(' ')}>
      <IconUserOff size={20} aria-hidden />
      <b>{t('duty.none', { kinds: missing.map((kind) => t(`kind.${kind}`)).join(comma) })}</b>
      <span>{calls.length === 0 ? t('duty.noNumber') : calls.join(comma)}</span>
    </div>
  );
}
