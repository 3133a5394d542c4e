/** Sentences about the loop of a critical value, the same at both ends. */
import type { TFunction } from 'i18next';
import type { ListedNotice } from '#shared/contract/critical.ts';
import type { ReportNotice } from '#shared/report/report.ts';
import { type CriticalNotice, type NoticeEvidence, noticeState } from '#shared/study/critical-notice.ts';
import { contactsText } from '../worklist/rung-note.ts';

export function findingText({ finding }: Pick<CriticalNotice, 'finding'>, language: string): string {
  return language === 'zh-CN' ? finding.text.zh : finding.text.en;
}

/** Where it stands, with the name of who did the last step. */
export function stateText({ notice, queued, refused, phone }: ListedNotice, t: TFunction): string {
  if (refused) return t('notice.state.refused', { phone });
  const state = queued ? 'queued' : noticeState(notice);
  const last = notice.acted ?? notice.readBack ?? notice.opened;
  const name = notice.acted === null && notice.readBack !== null ? notice.readBack.recipient : last?.name;
  return t(`notice.state.${state}`, { name: name ?? '' });
}

/** Whom to telephone now; empty once it was read back or before the first minute. */
export function callText(notice: CriticalNotice, t: TFunction): string {
  const rung = notice.rungs.at(-1);
  if (rung === undefined || notice.readBack !== null) return '';
  const said = t('notice.rung', { minute: rung.minute });
  return rung.to.length === 0 ? said : `${said} · ${t('notice.call', { contacts: contactsText(rung.to) })}`;
}

export function ruleText(rule: NonNullable<NoticeEvidence['rule']>, t: TFunction, language: string): string {
  const values = rule.evidence.map(
    ({ lead, name, value, unit }) =>
      `${lead === undefined ? '' : `${lead} `}${name} ${typeof value === 'number' ? Math.round(value * 100) / 100 : value} ${unit}`,
  );
  return t('notice.evidence.rule', {
    rule: t(`critical.ruleSet.${rule.ruleSet}`, rule.ruleSet),
    version: rule.version,
    finding: language === 'zh-CN' ? rule.text.zh : rule.text.en,
    values: values.join(language === 'zh-CN' ? ',' : ', '),
  });
}

/** 危急值已通知, as a report says it: who told whom when, and what was read back. */
export function reportNoticeText(
  notice: ReportNotice,
  t: TFunction,
  language: string,
  time: (at: number) => string,
): string {
  const line = t('notice.report.line', {
    finding: language === 'zh-CN' ? notice.text.zh : notice.text.en,
    name: notice.raisedBy,
    at: time(notice.raisedAt),
  });
  if (notice.readBack === null) return line + t('notice.report.silent');
  const { recipient, how, at } = notice.readBack;
  return line + t('notice.report.readBack', { recipient, at: time(at), how: t(`notice.report.${how}`) });
}
