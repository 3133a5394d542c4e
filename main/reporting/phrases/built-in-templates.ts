/** Report templates every reader starts with, as data of its own edition: normal reports in one key, and the commonest findings. */
import type { Template } from '#shared/contract/reporting.ts';
import { templateFileSchema } from '#shared/report/templates/template-file.ts';
import file from './built-in-templates.json' with { type: 'json' };

/** `templateId` is of the built-in ones alone: what people exchange gets one where it is kept. */
export const builtInTemplates: readonly Template[] = templateFileSchema
  .parse(file)
  .templates.map((template, at) => ({
    ...template,
    templateId: file.templates[at]?.templateId ?? `built-in-${at}`,
    builtIn: true,
    shared: false,
  }));
