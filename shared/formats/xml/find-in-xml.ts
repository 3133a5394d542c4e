/** Journey step 2: paths into an XML tree, as the readers of the ECG dialects ask for them. */
import type { XmlElement } from './read-xml.ts';

/** The first element at the path below `from`, undefined when there is none. */
export function at(from: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce(
    (element: XmlElement | undefined, name) => element?.children.find((child) => child.name === name),
    from,
  );
}

/** All children of that name. */
export function childrenOf(from: XmlElement | undefined, name: string): readonly XmlElement[] {
  return from?.children.filter((child) => child.name === name) ?? [];
}

/** Trimmed text at the path, '' when there is none. */
export function textAt(from: XmlElement | undefined, ...path: readonly string[]): string {
  return at(from, ...path)?.text.trim() ?? '';
}

/** The number at the path; null when there is none. */
export function numberAt(from: XmlElement | undefined, ...path: readonly string[]): number | null {
  return numberIn(textAt(from, ...path));
}

/** An attribute, '' when absent. */
export function attributeOf(element: XmlElement | undefined, name: string): string {
  return element?.attributes.get(name)?.trim() ?? '';
}

/** Every element of that name below `from`, in document order; those inside another one of the name are included. */
export function allBelow(from: XmlElement | undefined, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  const waiting = [...(from?.children ?? [])].reverse();
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    if (element.name === name) found.push(element);
    for (let index = element.children.length - 1; index >= 0; index--) {
      const child = element.children[index];
      if (child !== undefined) waiting.push(child);
    }
  }
  return found;
}

/** A decimal number that is the whole text; null for anything else. */
export function numberIn(text: string): number | null {
  const trimmed = text.trim();
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(trimmed)) return null;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : null;
}
