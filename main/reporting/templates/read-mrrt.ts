/**
 * An IHE MRRT report template (RAD TF-3 8.1, HTML5) as one of ours: sections by their name, a field as a blank that is filled in while
 * writing. A list of choices becomes 【a/b/c】, a number 【 】 with its unit, a preset text stays as it is.
 */
import { Parser } from 'htmlparser2';
import type { ReadTemplates } from '#shared/contract/reporting.ts';
import { failure } from '#shared/failure.ts';
import type { TemplateForm } from '#shared/report/templates/template-file.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { sanitiseTemplate } from './sanitise-template.ts';

type Part = 'findings' | 'impression' | 'recommendation' | 'none';

/** What a section is called decides which part of the report it is; what a report here takes from the order is left out. */
const parts: ReadonlyArray<readonly [Part, RegExp]> = [
  ['recommendation', /recommend|empfehlung|建议/i],
  ['impression', /impression|conclusion|beurteilung|summary|诊断|印象|结论|意见/i],
  [
    'none',
    /procedure|technique|clinical|history|indication|patient|anamnese|technik|fragestellung|检查方法|病史|临床/i,
  ],
];
const modalities: ReadonlyArray<readonly [string, RegExp]> = [
  ['ECG', /\b(ECG|EKG|electrocardiogra)|心电/i],
  ['CT', /\bCT\b|computed tomograph/i],
  ['MR', /\bMRI?\b|magnetic resonance|磁共振/i],
  ['US', /\bUS\b|ultraso|sonogra|超声/i],
  ['MG', /mammogra|乳腺X/i],
  ['DX', /radiograph|\bX-?ray\b|röntgen|\b(DX|CR|DR)\b|平片|胸片/i],
];

/** Fails with template-unreadable where the file holds no section that a report could begin with. */
export function readMrrt(name: string, text: string): Result<ReadTemplates> {
  const { html, removed } = sanitiseTemplate(text);
  const about = describe(text);
  const written = readSections(html);
  const content = {
    findings: tidy(written.findings).slice(0, 20_000),
    impression: tidy(written.impression).slice(0, 10_000),
    recommendation: tidy(written.recommendation).slice(0, 4_000),
  };
  if (content.findings === '' && content.impression === '')
    return fail(failure('template-unreadable', { name, detail: 'MRRT: section' }));
  const modality = modalities.find(([, word]) => word.test(about.title))?.[0] ?? '*';
  const template: TemplateForm = {
    name: (about.title || name.replace(/\.[^.]+$/, '')).slice(0, 60),
    kind: modality === 'ECG' ? 'ecg' : 'imaging',
    modality,
    bodyPart: about.title.slice(0, 64),
    ...(/[\u3400-\u9fff]/.test(content.findings + content.impression) ? {} : { language: 'en' as const }),
    content,
    source: ['IHE MRRT', about.title, about.publisher]
      .filter((part) => part !== '')
      .join(' · ')
      .slice(0, 200),
  };
  return ok({ templates: [template], removed });
}

/** Title and publisher, as Dublin Core meta elements say them (TF-3 8.1.2.2), else the title element. */
function describe(html: string): { readonly title: string; readonly publisher: string } {
  const said: Record<string, string> = {};
  let inTitle = false;
  const parser = new Parser({
    onopentag: (tag, attributes) => {
      inTitle = tag === 'title';
      if (tag === 'meta') said[(attributes.name ?? '').toLowerCase()] ??= attributes.content ?? '';
    },
    ontext: (text) => {
      if (inTitle) said.title = (said.title ?? '') + text;
    },
    onclosetag: () => {
      inTitle = false;
    },
  });
  parser.write(html);
  parser.end();
  const one = (text: string | undefined): string =>
    (text ?? '')
      .replace(/<[^>]*>/g, '')
      .replace(/\s+/g, ' ')
      .trim();
  return { title: one(said['dcterms.title'] || said.title), publisher: one(said['dcterms.publisher']) };
}

/** The text of each part, fields as blanks. Given clean HTML only. */
function readSections(html: string): Record<Exclude<Part, 'none'>, string> {
  const text = { findings: '', impression: '', recommendation: '', none: '' };
  const open: Part[] = [];
  let choices: string[] | null = null;
  let chosen: string | null = null;
  let option: string | null = null;
  let area: string | null = null;
  let heading: string | null = null;
  const at = (): Part => open.at(-1) ?? 'findings';
  const add = (more: string): void => {
    text[at()] += more;
  };
  const parser = new Parser(
    {
      onopentag: (tag, attributes) => {
        if (tag === 'section') {
          const said = attributes['data-section-name'] ?? '';
          const own = parts.find(([, word]) => word.test(said))?.[0];
          open.push(own ?? (open.length > 0 ? at() : 'findings'));
          add('\n');
        } else if (tag === 'header' || /^h\d$/.test(tag)) heading = '';
        else if (tag === 'select') [choices, chosen] = [[], null];
        else if (tag === 'option') {
          option = '';
          if (attributes.selected !== undefined) chosen = '';
        } else if (tag === 'textarea') area = '';
        else if (tag === 'input') add(fieldOf(attributes));
        else if (/^(p|div|li|tr|br)$/.test(tag)) add('\n');
      },
      ontext: (more) => {
        if (option !== null) option += more;
        else if (area !== null) area += more;
        else if (heading !== null) heading += more;
        else if (choices === null) add(more.replace(/\s+/g, ' '));
      },
      onclosetag: (tag) => {
        if (tag === 'section') {
          add('\n');
          open.pop();
        } else if (tag === 'header' || /^h\d$/.test(tag)) {
          // The headings of the parts themselves stand on the report already.
          const said = (heading ?? '').trim();
          heading = null;
          if (open.length > 1 && said !== '') add(`${said}: `);
        } else if (tag === 'option' && option !== null) {
          const said = option.trim();
          if (said !== '') choices?.push(said);
          if (chosen === '') chosen = said;
          option = null;
        } else if (tag === 'select' && choices !== null) {
          const rest = choices.filter((one) => one !== chosen);
          add(`【${[...(chosen ? [chosen] : []), ...rest].join('/') || ' '}】`);
          choices = null;
        } else if (tag === 'textarea') {
          add((area ?? '').trim() || '【 】');
          area = null;
        }
      },
    },
    { decodeEntities: true },
  );
  parser.write(html);
  parser.end();
  return text;
}

function fieldOf(attributes: Record<string, string>): string {
  const type = (attributes.type ?? 'text').toLowerCase();
  if (type === 'hidden' || type === 'submit' || type === 'button' || type === 'image' || type === 'file')
    return '';
  if (type === 'checkbox' || type === 'radio') return attributes.checked === undefined ? '【 】' : '';
  const value = (attributes.value ?? '').trim();
  return `${value === '' ? '【 】' : value}${attributes['data-field-units'] ?? ''}`;
}

/** Brackets that are not ours would be blanks that nobody meant. */
function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}
