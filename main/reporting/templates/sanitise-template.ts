/**
 * Takes everything out of an IHE MRRT template that is not text, a section or a field: scripts, handlers, styles, forms that send,
 * frames and whatever is fetched from elsewhere. What is left is never shown as HTML: only its text becomes a template.
 */
import { Parser } from 'htmlparser2';
import sanitizeHtml from 'sanitize-html';

export interface Removed {
  readonly scripts: number;
  readonly handlers: number;
  readonly remote: number;
  readonly others: number;
}

const kept = [
  'section',
  'header',
  'h1',
  'h2',
  'h3',
  'h4',
  'p',
  'div',
  'span',
  'br',
  'ul',
  'ol',
  'li',
  'table',
  'tbody',
  'tr',
  'td',
  'th',
  'label',
  'input',
  'textarea',
  'select',
  'option',
  'b',
  'i',
  'em',
  'strong',
  'sub',
  'sup',
] as const;

/** Names that a template may carry beside them without harm: its head and what only groups. */
const harmless: ReadonlySet<string> = new Set([
  'html',
  'head',
  'body',
  'meta',
  'title',
  'main',
  'article',
  'fieldset',
  'legend',
  'thead',
  'dl',
  'dt',
  'dd',
  'font',
  'center',
  'a',
  'u',
  'optgroup',
  'datalist',
]);

export function sanitiseTemplate(html: string): { readonly html: string; readonly removed: Removed } {
  const clean = sanitizeHtml(html, {
    allowedTags: [...kept],
    allowedAttributes: {
      section: ['data-section-name', 'id'],
      input: ['type', 'name', 'value', 'checked', 'data-field-units', 'title'],
      textarea: ['name', 'title'],
      select: ['name', 'title', 'multiple'],
      option: ['value', 'selected'],
      label: ['for'],
    },
    allowedSchemes: [],
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    // What they hold is no text of a report.
    nonTextTags: ['script', 'style', 'noscript', 'title', 'template', 'iframe', 'object', 'svg', 'math'],
  });
  return { html: clean, removed: countRemoved(html) };
}

/** What a person is told before anything is kept. The description of the template itself (text/xml) is no script. */
function countRemoved(html: string): Removed {
  let scripts = 0;
  let handlers = 0;
  let remote = 0;
  let others = 0;
  const isKept: ReadonlySet<string> = new Set(kept);
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (name === 'script') {
        if (!/^text\/xml$/i.test(attributes.type ?? '')) scripts += 1;
      } else if (!isKept.has(name) && !harmless.has(name) && !isOfDescription(name)) others += 1;
      for (const [attribute, value] of Object.entries(attributes)) {
        if (attribute.startsWith('on')) handlers += 1;
        else if (/^\s*(javascript|vbscript|data):/i.test(value)) scripts += 1;
        else if (/^(src|href|action|formaction|background|poster|srcset|data|xlink:href)$/.test(attribute)) {
          if (/^\s*(https?:|ftp:|file:|\/\/)/i.test(value)) remote += 1;
        } else if (attribute === 'style' && /url\(|expression\(|@import/i.test(value)) remote += 1;
      }
    },
  });
  parser.write(html);
  parser.end();
  return { scripts, handlers, remote, others };
}

/** Elements of the template_attributes that some editors write without their script element. */
function isOfDescription(name: string): boolean {
  return name.includes('_') || /^(code|term|coded|top|status)/.test(name);
}
