/** Templates and snippets: the built-in ones and what each reader has made for himself at this station. */
import { randomUUID } from 'node:crypto';
import type { Snippet, Template } from '#shared/contract/reporting.ts';
import { rankTemplates } from '#shared/report/templates/rank-templates.ts';
import type { TemplateForm } from '#shared/report/templates/template-file.ts';
import type { Task } from '#shared/study/task.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { builtInSnippets } from './phrases/built-in-snippets.ts';
import { builtInTemplates } from './phrases/built-in-templates.ts';

export type TemplateToSave = TemplateForm & {
  readonly shared: boolean;
  readonly templateId?: string | undefined;
};

/** Owner of what an administrator keeps for the whole station; no member has this id. */
const everybody = '*';

export interface OwnPhrases {
  /** Offered for this task: of its kind, for its modality or for all; own ones first. */
  readonly templates: (memberId: string, task: Task) => Template[];
  readonly allTemplates: (memberId: string) => Template[];
  /** Under `templateId` in place of the one that has it; a new one without. */
  readonly saveTemplate: (memberId: string, template: TemplateToSave) => Promise<Template>;
  readonly snippets: (memberId: string) => Snippet[];
  readonly saveSnippet: (
    memberId: string,
    snippet: Omit<Snippet, 'snippetId' | 'builtIn'>,
  ) => Promise<Snippet>;
  /** Built-in ones and those of others stay. */
  readonly remove: (memberId: string, phraseId: string, isShared?: boolean) => Promise<void>;
}

export function createOwnPhrases(database: StationDatabase): OwnPhrases {
  const { sqlite, commit } = database;
  const own = sqlite
    .prepare<[string, string], string>('SELECT body FROM phrase WHERE sort = ? AND memberId = ?')
    .pluck();
  const insert = sqlite.prepare('INSERT INTO phrase VALUES (?, ?, ?, ?)');
  const ownOf = <T>(sort: 'template' | 'snippet', memberId: string): T[] =>
    (own.all(sort, memberId) as string[]).map((body) => JSON.parse(body) as T);

  const allTemplates = (memberId: string): Template[] => [
    ...ownOf<Template>('template', memberId).map((one) => ({ ...one, shared: false })),
    ...ownOf<Template>('template', everybody),
    ...builtInTemplates,
  ];

  return {
    templates: (memberId, task) => rankTemplates(allTemplates(memberId), task),
    allTemplates,
    saveTemplate: async (memberId, { templateId, ...template }) => {
      const made: Template = { ...template, templateId: templateId ?? randomUUID(), builtIn: false };
      await commit(() => {
        for (const owner of [memberId, everybody])
          sqlite
            .prepare('DELETE FROM phrase WHERE phraseId = ? AND memberId = ?')
            .run(made.templateId, owner);
        insert.run(made.templateId, 'template', made.shared ? everybody : memberId, JSON.stringify(made));
      });
      return made;
    },
    // An own abbreviation hides a built-in one of the same letters.
    snippets: (memberId) => {
      const mine = ownOf<Snippet>('snippet', memberId);
      const taken = new Set(mine.map((snippet) => snippet.abbreviation));
      return [...mine, ...builtInSnippets.filter((snippet) => !taken.has(snippet.abbreviation))];
    },
    saveSnippet: async (memberId, snippet) => {
      const made: Snippet = { ...snippet, snippetId: randomUUID(), builtIn: false };
      await commit(() => {
        for (const old of ownOf<Snippet>('snippet', memberId)) {
          if (old.abbreviation === made.abbreviation) {
            sqlite.prepare('DELETE FROM phrase WHERE phraseId = ?').run(old.snippetId);
          }
        }
        insert.run(made.snippetId, 'snippet', memberId, JSON.stringify(made));
      });
      return made;
    },
    remove: (memberId, phraseId, isShared = false) =>
      commit(() => {
        sqlite
          .prepare('DELETE FROM phrase WHERE phraseId = ? AND memberId = ?')
          .run(phraseId, isShared ? everybody : memberId);
      }),
  };
}
