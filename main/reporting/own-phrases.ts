/** Templates and snippets: the built-in ones and what each reader has made for himself at this station. */
import { randomUUID } from 'node:crypto';
import type { Snippet, Template } from '#shared/contract/reporting.ts';
import type { Task } from '#shared/study/task.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { builtInSnippets } from './phrases/built-in-snippets.ts';
import { builtInTemplates } from './phrases/built-in-templates.ts';

export interface OwnPhrases {
  /** Offered for this task: of its kind, for its modality or for all; own ones first. */
  readonly templates: (memberId: string, task: Pick<Task, 'kind' | 'modality'>) => Template[];
  readonly saveTemplate: (
    memberId: string,
    template: Omit<Template, 'templateId' | 'builtIn'>,
  ) => Promise<Template>;
  readonly snippets: (memberId: string) => Snippet[];
  readonly saveSnippet: (
    memberId: string,
    snippet: Omit<Snippet, 'snippetId' | 'builtIn'>,
  ) => Promise<Snippet>;
  /** Built-in ones and those of others stay. */
  readonly remove: (memberId: string, phraseId: string) => Promise<void>;
}

export function createOwnPhrases(database: StationDatabase): OwnPhrases {
  const { sqlite, commit } = database;
  const own = sqlite
    .prepare<[string, string], string>('SELECT body FROM phrase WHERE sort = ? AND memberId = ?')
    .pluck();
  const insert = sqlite.prepare('INSERT INTO phrase VALUES (?, ?, ?, ?)');
  const ownOf = <T>(sort: 'template' | 'snippet', memberId: string): T[] =>
    (own.all(sort, memberId) as string[]).map((body) => JSON.parse(body) as T);

  return {
    templates: (memberId, task) =>
      [...ownOf<Template>('template', memberId), ...builtInTemplates].filter(
        (template) =>
          template.kind === task.kind && (template.modality === '*' || template.modality === task.modality),
      ),
    saveTemplate: async (memberId, template) => {
      const made: Template = { ...template, templateId: randomUUID(), builtIn: false };
      await commit(() => {
        insert.run(made.templateId, 'template', memberId, JSON.stringify(made));
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
    remove: (memberId, phraseId) =>
      commit(() => {
        sqlite.prepare('DELETE FROM phrase WHERE phraseId = ? AND memberId = ?').run(phraseId, memberId);
      }),
  };
}
