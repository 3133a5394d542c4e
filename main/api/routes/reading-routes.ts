/** reading.*, reporting.* and signing.*: the study, the text, the signature. */
import type { SigningFacts } from '#shared/contract/signing.ts';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { failure } from '#shared/failure.ts';
import type { MarkEvent, Marks } from '#shared/measure/marking.ts';
import type { LintSubject } from '#shared/report/lint/lint.ts';
import type { Report } from '#shared/report/report.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { CriticalVerdict } from '#shared/study/critical.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Score } from '#shared/study/quality.ts';
import type { Study } from '#shared/study/study.ts';
import type { Task } from '#shared/study/task.ts';
import type { Actor } from '../../audit/actor.ts';
import type { OpenedStudy } from '../../reading/open-study.ts';
import type { OfferedDrafts } from '../../reporting/offer-drafts.ts';
import type { OwnPhrases } from '../../reporting/own-phrases.ts';
import type { OwnRhythms } from '../../reporting/own-rhythms.ts';
import type { DraftToSave } from '../../reporting/save-draft.ts';
import { readTemplates } from '../../reporting/templates/read-templates.ts';
import type { Signed, SignRequest } from '../../signing/sign-report.ts';
import { actorOf, station } from '../api-context.ts';

export interface ReadingRoutesDeps {
  readonly find: (taskId: string) => Task | null;
  readonly describe: (task: Task) => ListedTask;
  readonly open: (actor: Actor, taskId: TaskId) => Promise<Result<OpenedStudy>>;
  readonly ahead: (actor: Actor, taskId: TaskId) => Promise<Result<Study>>;
  readonly judgeCritical: (
    actor: Actor,
    given: { readonly taskId: string; readonly verdict: CriticalVerdict },
  ) => Promise<Result<{ state: 'committed' | 'queued' }>>;
  readonly marks: {
    readonly find: (actor: Actor, task: Task) => Promise<Marks | null>;
    readonly add: (actor: Actor, task: Task, events: readonly MarkEvent[]) => Promise<void>;
    readonly save: (
      actor: Actor,
      task: Task,
      lines: Readonly<Record<string, readonly string[]>>,
    ) => Promise<Result<{ objects: number }>>;
  };
  readonly markShown: (taskId: string, memberId: string, uids: readonly string[]) => Promise<void>;
  readonly drafts: (actor: Actor, taskId: TaskId) => Promise<Result<OfferedDrafts>>;
  readonly lintSubject: (taskId: TaskId) => LintSubject | null;
  readonly submission: (taskId: TaskId) => Promise<Result<Report | null>>;
  readonly saveDraft: (actor: Actor, draft: DraftToSave) => Promise<Result<{ savedAt: number }>>;
  readonly phrases: OwnPhrases;
  readonly rhythms: OwnRhythms;
  readonly prepare: (
    actor: Actor,
    taskId: string,
    openStudies: readonly string[],
  ) => Promise<Result<SigningFacts>>;
  readonly sign: (actor: Actor, request: SignRequest) => Promise<Result<Signed>>;
  readonly scoreQuality: (
    actor: Actor,
    given: { readonly taskId: string; readonly score: Score },
  ) => Promise<Result<{ state: 'committed' | 'queued' }>>;
  readonly keepReport: (
    actor: Actor,
    given: { readonly taskId: string; readonly openStudies: readonly string[] },
  ) => Promise<Result<{ state: 'committed' | 'queued' }>>;
}

const done = ok({ done: true as const });

export function readingRoutes(deps: ReadingRoutesDeps) {
  return {
    open: station.reading.open.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      if (!actor.ok) return actor;
      const opened = await deps.open(actor.value, input.taskId);
      if (!opened.ok) return opened;
      const { task, study, shown } = opened.value;
      return ok({ task: deps.describe(task), study, shown: [...shown] });
    }),
    ahead: station.reading.ahead.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? deps.ahead(actor.value, input.taskId) : actor;
    }),
    judgeCritical: station.reading.judgeCritical.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? deps.judgeCritical(actor.value, input) : actor;
    }),
    marks: station.reading.marks.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      if (!actor.ok) return actor;
      const task = deps.find(input.taskId);
      if (task === null) return fail(failure('task-not-found', { task: input.taskId }));
      return ok(await deps.marks.find(actor.value, task));
    }),
    mark: station.reading.mark.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      if (!actor.ok) return actor;
      const task = deps.find(input.taskId);
      if (task === null) return fail(failure('task-not-found', { task: input.taskId }));
      await deps.marks.add(actor.value, task, input.events);
      return done;
    }),
    saveMarks: station.reading.saveMarks.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      if (!actor.ok) return actor;
      const task = deps.find(input.taskId);
      if (task === null) return fail(failure('task-not-found', { task: input.taskId }));
      return deps.marks.save(actor.value, task, input.lines);
    }),
    markShown: station.reading.markShown.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      if (!actor.ok) return actor;
      await deps.markShown(input.taskId, actor.value.member.memberId, input.sopInstanceUids);
      return done;
    }),
  };
}

export function reportingRoutes(deps: ReadingRoutesDeps) {
  const { phrases, rhythms } = deps;
  return {
    rhythm: station.reporting.rhythm.handler(({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? ok(rhythms.find(actor.value.member.memberId, input.taskId)) : actor;
    }),
    commitRhythm: station.reporting.commitRhythm.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? ok(await rhythms.commit(actor.value.member.memberId, input)) : actor;
    }),
    drafts: station.reporting.drafts.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? deps.drafts(actor.value, input.taskId) : actor;
    }),
    submission: station.reporting.submission.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? deps.submission(input.taskId) : actor;
    }),
    saveDraft: station.reporting.saveDraft.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? deps.saveDraft(actor.value, input) : actor;
    }),
    lintSubject: station.reporting.lintSubject.handler(({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? ok(deps.lintSubject(input.taskId)) : actor;
    }),
    templates: station.reporting.templates.handler(({ input, context }) => {
      const actor = actorOf(context);
      if (!actor.ok) return actor;
      const task = deps.find(input.taskId);
      if (task === null) return fail(failure('task-not-found', { task: input.taskId }));
      return ok(phrases.templates(actor.value.member.memberId, task));
    }),
    allTemplates: station.reporting.allTemplates.handler(({ context }) => {
      const actor = actorOf(context);
      return actor.ok ? ok(phrases.allTemplates(actor.value.member.memberId)) : actor;
    }),
    saveTemplate: station.reporting.saveTemplate.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      if (!actor.ok) return actor;
      const { memberId, offices } = actor.value.member;
      const mine = phrases.allTemplates(memberId).find((one) => one.templateId === input.templateId);
      if (input.templateId !== undefined && mine === undefined) return fail(failure('template-not-yours'));
      if (mine?.builtIn === true) return fail(failure('template-not-yours'));
      const isShared = input.shared || mine?.shared === true;
      if (isShared && !offices.includes('administrator')) return fail(failure('template-not-yours'));
      return ok(await phrases.saveTemplate(memberId, input));
    }),
    readTemplates: station.reporting.readTemplates.handler(({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? readTemplates(input.name, input.text) : actor;
    }),
    removeTemplate: station.reporting.removeTemplate.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      if (!actor.ok) return actor;
      const { memberId, offices } = actor.value.member;
      const isShared = phrases
        .allTemplates(memberId)
        .some((one) => one.templateId === input.templateId && one.shared);
      if (isShared && !offices.includes('administrator')) return fail(failure('template-not-yours'));
      await phrases.remove(memberId, input.templateId, isShared);
      return done;
    }),
    snippets: station.reporting.snippets.handler(({ context }) => {
      const actor = actorOf(context);
      return actor.ok ? ok(phrases.snippets(actor.value.member.memberId)) : actor;
    }),
    saveSnippet: station.reporting.saveSnippet.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? ok(await phrases.saveSnippet(actor.value.member.memberId, input)) : actor;
    }),
    removeSnippet: station.reporting.removeSnippet.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      if (!actor.ok) return actor;
      await phrases.remove(actor.value.member.memberId, input.snippetId);
      return done;
    }),
  };
}

export function signingRoutes(deps: ReadingRoutesDeps) {
  return {
    prepare: station.signing.prepare.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? deps.prepare(actor.value, input.taskId, input.openStudies) : actor;
    }),
    scoreQuality: station.signing.scoreQuality.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? deps.scoreQuality(actor.value, input) : actor;
    }),
    keepReport: station.signing.keepReport.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? deps.keepReport(actor.value, input) : actor;
    }),
    sign: station.signing.sign.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? deps.sign(actor.value, input) : actor;
    }),
  };
}
