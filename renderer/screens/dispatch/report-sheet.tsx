/** A signed report as a sheet of paper: the same words as the PDF, with the state of its signature. */
import { Badge, Button, Group, Text, Title } from '@mantine/core';
import { IconDownload, IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StoredReport } from '#shared/contract/dispatch.ts';
import type { Language } from '#shared/failure.ts';
import { markManual } from '#shared/report/numbers/mark-manual.ts';
import { ageText } from '#shared/study/age.ts';
import { reportPdfUrl } from '../../station/addresses.ts';
import { amendReasonText } from '../worklist/amend-text.ts';
import classes from './dispatch.module.css';
import { reportNoticeText } from './notice-text.ts';
import { ReportChanges } from './report-changes.tsx';

export function ReportSheet(props: { stored: StoredReport; replacedBy?: StoredReport | null }) {
  const { stored, replacedBy = null } = props;
  const { t, i18n } = useTranslation();
  const { report } = stored;
  const { patient, study, content, amendment } = report;
  const time = (at: number | null): string =>
    at === null ? '—' : new Date(at).toLocaleString(i18n.language, { hourCycle: 'h23' });
  const written = (field: 'findings' | 'impression' | 'recommendation'): string =>
    markManual(content, field, t('reporting.manualMark'));
  const facts: ReadonlyArray<readonly [string, string]> = [
    [t('signing.site'), report.site.name],
    [t('signing.exam'), [study.modality, study.bodyPart, study.description].filter(Boolean).join(' ')],
    [t('signing.acquired'), time(study.acquiredAt)],
    [t('signing.images'), `${report.images.received}/${report.images.expected ?? '?'}`],
    [t('reading.complaint'), report.order.complaint],
    [t('reading.question'), report.order.question],
  ];
  return (
    <article
      className={classes.sheet}
      data-report={stored.reportId}
      data-status={stored.status}
      data-adopted={stored.adopted}
      data-replaced={replacedBy?.status}
    >
      {report.simulation && <div className={classes.sheetSimulation}>{t('simulation')}</div>}
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Text size="sm" c="dimmed">
            {report.centre}
          </Text>
          <Title order={3}>
            {t(`dispatch.status.${stored.status}`)}
            {!stored.adopted && (
              <Badge ml="sm" color="grape" variant="outline">
                {t('dispatch.notAdopted')}
              </Badge>
            )}
          </Title>
        </div>
        <Group gap="sm" wrap="nowrap">
          <Badge
            size="lg"
            color={stored.verified ? 'teal' : 'red'}
            variant="light"
            leftSection={stored.verified ? <IconShieldCheck size={15} /> : <IconShieldX size={15} />}
            data-verified={stored.verified}
          >
            {t(stored.verified ? 'dispatch.verified' : 'dispatch.unverified')}
          </Badge>
          <Button
            component="a"
            href={reportPdfUrl(stored.reportId, stored.version, report.pdfSha256)}
            download
            size="compact-md"
            variant="default"
            leftSection={<IconDownload size={16} />}
          >
            {t('dispatch.pdf')}
          </Button>
        </Group>
      </Group>
      {replacedBy !== null && (
        <div className={classes.sheetWarning} data-replaced-mark>
          {replacedBy.status === 'withdrawn'
            ? t('amend.void')
            : t('amend.replaced', { version: replacedBy.version })}
        </div>
      )}
      {amendment && (
        <div className={classes.sheetAmendment} data-sheet-amendment>
          <b>
            {t(`dispatch.status.${stored.status}`)} · {amendReasonText(amendment, t)}
          </b>
          <span>
            {t('amend.former', {
              version: amendment.former.version,
              author: amendment.former.author,
              time: time(amendment.former.issuedAt),
            })}
          </span>
          {stored.status !== 'addendum' && (
            <ReportChanges kind={report.kind} before={amendment.former} after={content} />
          )}
        </div>
      )}
      {stored.status === 'preliminary' && (
        <div className={classes.sheetWarning}>{t('dispatch.preliminaryNote')}</div>
      )}
      <div className={classes.sheetPerson}>
        <Text fw={700} size="xl">
          {patient.name}
        </Text>
        <Text>
          {[
            t(`sex.${patient.sex}`),
            ageText(patient.birthDate, study.acquiredAt ?? report.issuedAt, i18n.language as Language),
            patient.id,
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </div>
      <dl className={classes.sheetFacts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value || '—'}</dd>
          </div>
        ))}
      </dl>
      <SheetSection title={t(`reporting.findings.${report.kind}`)} text={written('findings')} />
      <SheetSection title={t(`reporting.impression.${report.kind}`)} text={written('impression')} strong />
      <SheetSection title={t('reporting.recommendation')} text={written('recommendation')} />
      <SheetSection
        title={t('consultation.title')}
        text={(content.consulted ?? [])
          .map(({ name, site, at }) =>
            t('consultation.inReport', { name, site: site || report.centre, time: time(at) }),
          )
          .join('\n')}
      />
      <SheetSection
        title={t('notice.report')}
        text={(report.notices ?? [])
          .map((notice) => reportNoticeText(notice, t, i18n.language, time))
          .join('\n')}
        strong
      />
      <SheetSection title={t('dispatch.limits')} text={report.limits.map((limit) => limit.text).join('\n')} />
      <div className={classes.sheetSigners}>
        {report.signatures.map((signature) => (
          <Text key={`${signature.role}-${signature.memberId}`} size="sm">
            {t(`dispatch.signer.${signature.role}`)} <b>{signature.name}</b> · {time(signature.at)}
          </Text>
        ))}
      </div>
    </article>
  );
}

function SheetSection(props: { title: string; text: string; strong?: boolean }) {
  if (props.text.trim() === '') return null;
  return (
    <section>
      <Text size="sm" fw={600} className={classes.sheetTitle}>
        {props.title}
      </Text>
      <Text fw={props.strong ? 600 : 400} style={{ whiteSpace: 'pre-wrap' }}>
        {props.text}
      </Text>
    </section>
  );
}
