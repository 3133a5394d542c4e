/** The report beside the image (journey step 8): findings and impression, templates, phrases, the two ways to sign. */
import { ActionIcon, Group, Text, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconCameraRotate, IconWriting } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Fragment, forwardRef, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '#shared/contract/reporting.ts';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { Language } from '#shared/failure.ts';
import { addLinked, type LinkedText } from '#shared/report/numbers/image-links.ts';
import type { JudgedNumber } from '#shared/report/numbers/judge-numbers.ts';
import type { Quote, ReportContent } from '#shared/report/report.ts';
import { fillTemplate } from '#shared/report/templates/fill-template.ts';
import type { ReportConsultation } from '#shared/study/consultation.ts';
import { criticalStanding } from '#shared/study/critical.ts';
import { underReview } from '#shared/study/review.ts';
import { useAhead } from '../../state/ahead-store.ts';
import { useReadMarks } from '../../state/read-marks-store.ts';
import { station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { AnswerPanel } from '../consultation/answer-panel.tsx';
import { ConsultationList } from '../consultation/consultation-list.tsx';
import { ReportHistory } from '../dispatch/report-history.tsx';
import { PlantedFinding } from '../practice/planted-finding.tsx';
import type { ThinkFirst } from '../reading/use-think-first.ts';
import { type SignableStatus, SignDialog } from '../signing/sign-dialog.tsx';
import { NextRoomAhead } from '../worklist/next-room-ahead.ts';
import { ReleaseDialog } from '../worklist/release-dialog.tsx';
import { RetakeDialog } from '../worklist/retake-dialog.tsx';
import { AmendBanner } from './amend-banner.tsx';
import { DraftMark } from './draft-mark.tsx';
import { FormerDrafts } from './former-drafts.tsx';
import { MachineStatements } from './machine-statements.tsx';
import { NormalEcg } from './normal-ecg.tsx';
import { ReadingLimits } from './reading-limits.tsx';
import { RemarkList } from './remark-list.tsx';
import { ReportField, type ReportFieldHandle } from './report-field.tsx';
import { endOf, ReportFoot } from './report-foot.tsx';
import classes from './reporting.module.css';
import { ReviewBanner } from './review-banner.tsx';
import { RhythmCommit } from './rhythm-commit.tsx';
import { TemplateMenu } from './template-menu.tsx';
import { useDraft } from './use-draft.ts';
import { type TextField, textFields, useEcgReport } from './use-ecg-report.ts';
import { useImageReport } from './use-image-report.ts';
import { keepRemark, type Remark, remarksIn, useLint } from './use-lint.ts';
import { useSubmission } from './use-submission.ts';
import { useTermOffers } from './use-term-offers.ts';
import { WrongNumbers } from './wrong-numbers.tsx';

export interface ReportPanelHandle {
  focus(): void;
  /** True once the draft lies on the station's disk. */
  save(): Promise<boolean>;
  /** Puts a measurement into the findings. */
  insert(text: string): void;
  /** Puts a measurement on an image into the findings, its numbers bound. */
  insertLinked(text: LinkedText): void;
  /** Puts a prior's line into the findings and names the prior in the report. */
  quote(quote: Quote, text: string): void;
  sign(status: 'preliminary' | 'final'): void;
}

/** How the parts share the panel's height. */
const shares = { findings: 3, impression: 2, recommendation: 1 } as const;

/** Keeps the panel's place until it is drawn, so that the picture beside it need not change its size. */
export function ReportPanelRoom() {
  return <div className={classes.panel} />;
}

export const ReportPanel = forwardRef<
  ReportPanelHandle,
  { task: ListedTask; holding: boolean; thinkFirst: ThinkFirst; onDone: (next?: boolean) => void }
>(function ReportPanel({ task, holding, thinkFirst, onDone }, handle) {
  const { t, i18n } = useTranslation();
  const draft = useDraft(task.taskId, holding);
  const [releasing, setReleasing] = useState(false);
  const [retaking, setRetaking] = useState(false);
  const [signing, setSigning] = useState<SignableStatus | null>(null);
  const findings = useRef<ReportFieldHandle>(null);
  const impression = useRef<ReportFieldHandle>(null);
  const recommendation = useRef<ReportFieldHandle>(null);
  const snippets = useQuery({ queryKey: ['snippets'], queryFn: () => unwrap(station.reporting.snippets()) });
  const { content } = draft;
  const { amending } = task;
  const isReviewing = underReview(task) !== null;
  const submission = useSubmission(task, holding);
  const withdrawing = amending?.purpose === 'withdraw';
  const report = useEcgReport({
    task,
    holding,
    loaded: draft.state !== 'loading',
    content,
    change: draft.change,
  });
  const image = useImageReport({
    task,
    holding,
    loaded: draft.state !== 'loading',
    content,
    change: draft.change,
  });
  const remarks = useLint(task.taskId, holding && !withdrawing, content);
  const [looked, setLooked] = useState<string | null>(null);
  const offers = useTermOffers(report.values, i18n.language as Language);
  const isEcg = task.kind === 'ecg';

  const change = (next: ReportContent): void => draft.change(report.hold(image.follow(next)));
  const set = (part: Partial<ReportContent>): void => change({ ...content, ...part });
  const setEcg = (
    part: Partial<NonNullable<ReportContent['ecg']>>,
    text: Partial<ReportContent> = {},
  ): void => change({ ...content, ...text, ecg: { measured: {}, ...content.ecg, ...part } });
  const take = (field: TextField, { from, to, measured, scale, decimals }: JudgedNumber): void => {
    if (measured === null) return;
    const by = (measured / scale).toFixed(decimals);
    set({ [field]: content[field].slice(0, from) + by + content[field].slice(to) });
  };
  const keep = ({ key, value }: JudgedNumber): void => {
    if (isEcg) setEcg({ manual: [...(content.ecg?.manual ?? []), { key, value }].slice(-60) });
    else if (content.image)
      set({
        image: { ...content.image, manual: [...(content.image.manual ?? []), { key, value }].slice(-200) },
      });
  };
  /** Every number that is bound to something; what is wrong or kept by hand is listed under its field. */
  const numbersOf = (field: TextField): readonly JudgedNumber[] =>
    isEcg ? report.numbersOf(field) : image.numbersOf(field);
  const wrongOf = (field: TextField): readonly JudgedNumber[] =>
    numbersOf(field).filter(({ state }) => state !== 'bound');
  const jump = (key: string): void => {
    if (!isEcg) useReadMarks.getState().show(key.split(':')[0] ?? '');
  };
  const nameOf = (key: string) => content.image?.measured[key] ?? null;
  const firstWrong = (): readonly [TextField, JudgedNumber] | null => {
    for (const field of textFields) {
      const wrong = wrongOf(field).find(({ state }) => state !== 'manual');
      if (wrong) return [field, wrong];
    }
    return null;
  };
  const fields = { findings, impression, recommendation };
  const goTo = (remark: Remark): void => {
    setLooked(keyOf(remark));
    fields[remark.field].current?.select(remark.from, remark.to);
  };
  const open = remarks.filter(({ state }) => state !== 'kept');
  const lookedAt = open.find((remark) => keyOf(remark) === looked);
  const keepLooked = (): void => {
    const remark = lookedAt ?? open[0];
    if (remark !== undefined && remark.said !== '') draft.change(keepRemark(content, remark));
  };
  useHotkeys(
    {
      'Alt+l': () => {
        const next = open[(lookedAt === undefined ? -1 : open.indexOf(lookedAt)) + 1] ?? open[0];
        if (next) goTo(next);
      },
      'Alt+o': keepLooked,
      'Alt+r': () => {
        const wrong = firstWrong();
        if (wrong) take(...wrong);
      },
      'Alt+h': () => {
        const wrong = firstWrong();
        if (wrong) keep(wrong[1]);
      },
    },
    holding,
  );
  const sign = async (status: 'preliminary' | 'final'): Promise<void> => {
    const wanted = endOf(task, status);
    if (wanted !== null && holding && (await draft.save())) setSigning(wanted);
  };
  useImperativeHandle(handle, () => ({
    focus: () => findings.current?.focus(),
    save: draft.save,
    insertLinked: (text) => {
      if (holding) draft.change(addLinked(content, 'findings', text));
    },
    insert: (text) => {
      if (holding) set({ findings: withLine(content.findings, text) });
    },
    quote: (quote, text) => {
      if (!holding) return;
      const others = (content.quotes ?? []).filter((one) => one.depositId !== quote.depositId);
      set({ findings: withLine(content.findings, text), quotes: [...others, quote].slice(-20) });
    },
    sign: (status) => void sign(status),
  }));

  const leave = (from: TextField, back: boolean): boolean => {
    const at = textFields.indexOf(from);
    const others = back ? textFields.slice(0, at).reverse() : textFields.slice(at + 1);
    return others.some((field) => fields[field].current?.enterBlank(back ? 'last' : 'first') === true);
  };
  const useTemplate = (template: Template): void => {
    const language = i18n.language as Language;
    // What was quoted stays named, whatever text takes its place.
    change({
      ...fillTemplate(template.content, { task, values: report.values, language }),
      ...(content.quotes ? { quotes: content.quotes } : {}),
      ...(content.consulted ? { consulted: content.consulted } : {}),
      ...(content.ecg ? { ecg: content.ecg } : {}),
      ...(content.image ? { image: content.image } : {}),
    });
    requestAnimationFrame(() => {
      if (!textFields.some((field) => fields[field].current?.enterBlank('first'))) findings.current?.focus();
    });
  };
  const quoteOpinion = (quoted: ReportConsultation, line: string | null): void => {
    const others = (content.consulted ?? []).filter((one) => one.consultationId !== quoted.consultationId);
    if (line === null) set({ consulted: others });
    else set({ impression: withLine(content.impression, line), consulted: [...others, quoted].slice(-10) });
  };
  const goToBlank = (): void => {
    if (!findings.current?.selectBlank()) impression.current?.selectBlank();
  };

  return (
    <aside className={classes.panel} aria-label={t('reporting.title')} data-report-panel>
      <div className={classes.head}>
        <Text fw={600} flex="none">
          {t('reporting.title')}
        </Text>
        {holding && <DraftMark state={draft.state} savedAt={draft.savedAt} />}
        <div className={classes.space} />
        {holding && !withdrawing && (
          <Group gap={4} wrap="nowrap">
            <Tooltip label={`${t('reporting.blank')} Alt+B`}>
              <ActionIcon variant="default" onClick={goToBlank} aria-label={t('reporting.blank')}>
                <IconWriting size={16} />
              </ActionIcon>
            </Tooltip>
            <TemplateMenu task={task} content={content} onUse={useTemplate} />
            {task.state === 'reading' && task.followUp === undefined && (
              <Tooltip label={t('retake.ask')}>
                <ActionIcon
                  variant="default"
                  onClick={() => void draft.save().then(() => setRetaking(true))}
                  aria-label={t('retake.ask')}
                  data-retake
                >
                  <IconCameraRotate size={16} />
                </ActionIcon>
              </Tooltip>
            )}
            {(amending === undefined || isReviewing) && (
              <Tooltip label={t('worklist.release')}>
                <ActionIcon
                  variant="default"
                  onClick={() => void draft.save().then(() => setReleasing(true))}
                  aria-label={t('worklist.release')}
                  data-release
                >
                  <IconArrowBackUp size={16} />
                </ActionIcon>
              </Tooltip>
            )}
          </Group>
        )}
      </div>
      <div className={classes.body}>
        {holding ? (
          <>
            {draft.failure && <FailureNote failure={draft.failure} onRetry={() => void draft.save()} />}
            <ReviewBanner task={task} submission={submission} content={content} />
            {amending && <AmendBanner task={task} amending={amending} content={content} />}
            <FormerDrafts
              former={draft.former}
              onContinue={(given) => {
                change(given);
                draft.dismissFormer();
              }}
              onRewrite={draft.dismissFormer}
            />
            {isEcg && <RhythmCommit thinkFirst={thinkFirst} />}
            {isEcg && !thinkFirst.masked && amending === undefined && !isReviewing && (
              <NormalEcg
                report={report}
                criticalRejected={criticalStanding(task) === 'rejected'}
                written={content.findings.trim() !== '' || content.impression.trim() !== ''}
                onWrite={set}
              />
            )}
            {report.ecg !== null && !thinkFirst.masked && (
              <MachineStatements
                ecg={report.ecg}
                values={report.values}
                accepted={content.ecg?.accepted ?? []}
                onAccept={(statement, written) =>
                  setEcg(
                    { accepted: [...(content.ecg?.accepted ?? []), statement].slice(-60) },
                    { impression: withLine(content.impression, written) },
                  )
                }
              />
            )}
            <ConsultationList task={task} content={content} onQuote={quoteOpinion} />
            {!withdrawing && (
              <>
                {textFields.map((field) => (
                  <Fragment key={field}>
                    <ReportField
                      ref={fields[field]}
                      name={field}
                      label={t(
                        field === 'recommendation'
                          ? 'reporting.recommendation'
                          : `reporting.${field}.${task.kind}`,
                      )}
                      value={content[field]}
                      grow={shares[field]}
                      kind={task.kind}
                      snippets={snippets.data ?? []}
                      offers={isEcg ? offers : undefined}
                      numbers={numbersOf(field)}
                      remarks={remarksIn(remarks, field)}
                      onNumber={jump}
                      onLeave={(back) => leave(field, back)}
                      onChange={(value) => set({ [field]: value })}
                    />
                    <WrongNumbers
                      numbers={wrongOf(field)}
                      nameOf={nameOf}
                      onTake={(number) => take(field, number)}
                      onKeep={keep}
                    />
                    <RemarkList
                      remarks={remarksIn(remarks, field)}
                      onGo={goTo}
                      onKeep={(remark) => draft.change(keepRemark(content, remark))}
                    />
                  </Fragment>
                ))}
                <ReadingLimits limits={report.limits} />
              </>
            )}
          </>
        ) : (
          <Text size="sm" c="dimmed">
            {task.stamps.signedAt === null ? t('reporting.readOnly') : ''}
          </Text>
        )}
        {!holding && <AnswerPanel taskId={task.taskId} />}
        <ReportHistory taskId={task.taskId} />
        <PlantedFinding task={task} />
      </div>
      {holding && (
        <ReportFoot
          task={task}
          save={draft.save}
          onSign={(status) => void sign(status)}
          onDone={() => onDone()}
        />
      )}
      {retaking && <RetakeDialog task={task} onClose={() => setRetaking(false)} onAsked={() => onDone()} />}
      {releasing && (
        <ReleaseDialog task={task} onClose={() => setReleasing(false)} onReleased={() => onDone()} />
      )}
      {signing && signing !== 'preliminary' && <NextRoomAhead />}
      {signing && (
        <SignDialog
          task={task}
          status={signing}
          onClose={() => {
            setSigning(null);
            useAhead.getState().setAhead(null);
          }}
          onSigned={(next) => {
            const final = signing !== 'preliminary';
            setSigning(null);
            if (final) onDone(next);
          }}
        />
      )}
    </aside>
  );
});

function keyOf({ field, rule, from }: Remark): string {
  return `${field}:${rule}:${from}`;
}

function withLine(text: string, line: string): string {
  return text + (text === '' || text.endsWith('\n') ? '' : '\n') + line;
}
