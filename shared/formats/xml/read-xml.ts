/**
 * Journey step 2: XML from outside to a plain tree, under limits. Nothing is fetched and nothing is expanded: saxes knows
 * only the five entities of XML itself, and a document type with declarations of its own is refused before it could matter.
 */
import { SaxesParser } from 'saxes';
import { type Failure, failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import { decodeXml } from './decode-xml.ts';

export interface XmlElement {
  /** Without its namespace prefix. */
  readonly name: string;
  /** By local name; namespace declarations are left out. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own text, without that of its children. */
  readonly text: string;
}

export const xmlLimits = {
  /** A 24 h aECG of three leads is some 60 MB of digits; beyond that no cart exports XML. */
  bytes: 128 * 1024 * 1024,
  depth: 64,
  elements: 1_000_000,
  attributesPerElement: 64,
  attributeLength: 65_536,
} as const;

interface Open {
  name: string;
  attributes: Map<string, string>;
  children: XmlElement[];
  text: string;
}

/** Ends the parse from inside one of saxes' events. */
class Refused extends Error {
  readonly failure: Failure;
  constructor(why: Failure) {
    super(why.code);
    this.failure = why;
  }
}

/** The root element; fails with `file-too-large`, `xml-over-limit`, `xml-declarations-refused` or `xml-damaged`. */
export function readXml(bytes: Uint8Array, warnings: Set<string>): Result<XmlElement> {
  if (bytes.length > xmlLimits.bytes)
    return fail(failure('file-too-large', { size: bytes.length, limit: xmlLimits.bytes }));
  const open: Open[] = [];
  let root: XmlElement | null = null;
  let elements = 0;
  let attributes = 0;
  const parser = new SaxesParser({ position: false });
  parser.on('doctype', (declared) => {
    if (declared.includes('[') || declared.includes('<!'))
      throw new Refused(failure('xml-declarations-refused'));
  });
  parser.on('opentagstart', () => {
    elements += 1;
    attributes = 0;
    if (elements > xmlLimits.elements) throw overLimit('elements', xmlLimits.elements);
    if (open.length >= xmlLimits.depth) throw overLimit('depth', xmlLimits.depth);
  });
  parser.on('attribute', ({ value }) => {
    attributes += 1;
    if (attributes > xmlLimits.attributesPerElement)
      throw overLimit('attributes', xmlLimits.attributesPerElement);
    if (value.length > xmlLimits.attributeLength) throw overLimit('attribute', xmlLimits.attributeLength);
  });
  parser.on('opentag', (tag) => {
    const own = new Map<string, string>();
    for (const [name, value] of Object.entries(tag.attributes as Record<string, string>)) {
      if (name !== 'xmlns' && !name.startsWith('xmlns:')) own.set(localName(name), value);
    }
    const element: Open = { name: localName(tag.name), attributes: own, children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  const addText = (text: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  try {
    parser.write(decodeXml(bytes, warnings)).close();
  } catch (error) {
    if (error instanceof Refused) return fail(error.failure);
    return fail(failure('xml-damaged', { detail: error instanceof Error ? error.message : 'unknown' }));
  }
  return root === null ? fail(failure('xml-damaged', { detail: 'no root element' })) : ok(root);
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function overLimit(what: string, limit: number): Refused {
  return new Refused(failure('xml-over-limit', { what, limit }));
}
