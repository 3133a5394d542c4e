/** What the lint says of one part of the report, under it (journey step 8): a sentence each, one key to go there and one to keep it. */
import { Button, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { remarkText } from './remark-text.ts';
import classes from './reporting.module.css';
import type { Remark } from './use-lint.ts';

export function RemarkList(props: {
  remarks: readonly Remark[];
  onGo: (remark: Remark) => void;
  onKeep: (remark: Remark) => void;
}) {
  const { t } = useTranslation();
  if (props.remarks.length === 0) return null;
  return (
    <ul className={classes.wrong} aria-label={t('lint.title')}>
      {props.remarks.map((remark) => (
        <li key={`${remark.rule}:${remark.from}`} data-remark={remark.rule} data-remark-state={remark.state}>
          <UnstyledButton onClick={() => props.onGo(remark)} title="Alt+L" className={classes.remark}>
            <Text size="sm" span>
              {remarkText(t, remark)}
            </Text>
          </UnstyledButton>
          {remark.said !== '' && (
            <Button
              size="compact-xs"
              variant="default"
              title={remark.state === 'kept' ? t('lint.undo') : 'Alt+O'}
              onClick={() => props.onKeep(remark)}
              data-keep-remark
            >
              {t(remark.state === 'kept' ? 'lint.undo' : 'lint.keep')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
