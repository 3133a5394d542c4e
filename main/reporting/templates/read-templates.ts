/** A file of templates as a person chose it: our own JSON, or an IHE MRRT template. Nothing is kept here. */
import type { ReadTemplates } from '#shared/contract/reporting.ts';
import { failure } from '#shared/failure.ts';
import { templateFileSchema } from '#shared/report/templates/template-file.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { readMrrt } from './read-mrrt.ts';

/** Fails with template-unreadable. */
export function readTemplates(name: string, text: string): Result<ReadTemplates> {
  if (/^\s*[<\ufeff]/.test(text)) return readMrrt(name, text);
  try {
    const parsed = templateFileSchema.safeParse(JSON.parse(text));
    if (parsed.success)
      return ok({
        templates: parsed.data.templates,
        removed: { scripts: 0, handlers: 0, remote: 0, others: 0 },
      });
    const [issue] = parsed.error.issues;
    return fail(
      failure('template-unreadable', { name, detail: `${issue?.path.join('.')} ${issue?.message}` }),
    );
  } catch (error) {
    return fail(failure('template-unreadable', { name, detail: `JSON: ${String(error)}` }));
  }
}
