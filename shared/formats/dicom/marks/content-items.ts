/** Content items of structured reports (PS3.3 C.17.3): written, and found again in a tree. */
import type { DicomDataSet } from '../data-set.ts';
import { asciiValue, itemsOf } from '../element-values.ts';
import { type Code, codeItem, decimalText, double, element, floats, sequence } from '../elements-to-write.ts';
import type { ElementToWrite } from '../write-elements.ts';
import { type Graphic, toGraphicData } from './mark-graphics.ts';

export type ContentItem = readonly ElementToWrite[];
type Relation = 'CONTAINS' | 'HAS CONCEPT MOD' | 'HAS OBS CONTEXT' | 'INFERRED FROM' | 'SELECTED FROM';

function item(
  relation: Relation,
  valueType: string,
  name: Code | null,
  rest: readonly ElementToWrite[],
  children: readonly ContentItem[] = [],
): ContentItem {
  return [
    element(0x0040a010, 'CS', relation),
    element(0x0040a040, 'CS', valueType),
    ...(name === null ? [] : [sequence(0x0040a043, [codeItem(name)])]),
    ...rest,
    ...(children.length === 0 ? [] : [sequence(0x0040a730, children)]),
  ];
}

export function containerItem(name: Code, children: readonly ContentItem[]): ContentItem {
  return item('CONTAINS', 'CONTAINER', name, [element(0x0040a050, 'CS', 'SEPARATE')], children);
}

export function textItem(
  relation: Relation,
  name: Code,
  text: string,
  children: readonly ContentItem[] = [],
): ContentItem {
  return item(relation, 'TEXT', name, [element(0x0040a160, 'UT', text)], children);
}

export function codeValueItem(relation: Relation, name: Code, value: Code): ContentItem {
  return item(relation, 'CODE', name, [sequence(0x0040a168, [codeItem(value)])]);
}

export function uidItem(relation: Relation, name: Code, uid: string): ContentItem {
  return item(relation, 'UIDREF', name, [element(0x0040a124, 'UI', uid)]);
}

export function personItem(relation: Relation, name: Code, person: string): ContentItem {
  return item(relation, 'PNAME', name, [element(0x0040a123, 'PN', person)]);
}

/** The number as a decimal string, and once more with all its bits (0040,A161). */
export function numberItem(
  name: Code,
  value: number,
  unit: Code,
  children: readonly ContentItem[],
): ContentItem {
  const measured = [
    sequence(0x004008ea, [codeItem(unit)]),
    element(0x0040a161, 'FD', double(value)),
    element(0x0040a30a, 'DS', decimalText(value)),
  ];
  return item('CONTAINS', 'NUM', name, [sequence(0x0040a300, [measured])], children);
}

export function graphicItem(graphic: Graphic, reference: readonly ElementToWrite[]): ContentItem {
  return item(
    'INFERRED FROM',
    'SCOORD',
    null,
    [
      element(0x00700022, 'FL', floats(...toGraphicData(graphic.points))),
      element(0x00700023, 'CS', graphic.type),
    ],
    [imageItem(reference, 'SELECTED FROM')],
  );
}

export function imageItem(
  reference: readonly ElementToWrite[],
  relation: Relation = 'CONTAINS',
): ContentItem {
  return item(relation, 'IMAGE', null, [sequence(0x00081199, [reference])]);
}

/** The root container's own elements, with its template (PS3.3 C.18.8). */
export function rootContainer(
  name: Code,
  template: string,
  children: readonly ContentItem[],
): ElementToWrite[] {
  return [
    element(0x0040a040, 'CS', 'CONTAINER'),
    sequence(0x0040a043, [codeItem(name)]),
    element(0x0040a050, 'CS', 'SEPARATE'),
    sequence(0x0040a504, [[element(0x00080105, 'CS', 'DCMR'), element(0x0040db00, 'CS', template)]]),
    sequence(0x0040a730, children),
  ];
}

/** Code value of an item's concept name; '' where it has none. */
export function conceptOf(one: DicomDataSet): string {
  const [name] = itemsOf(one, 0x0040a043);
  return name === undefined ? '' : asciiValue(name, 0x00080100);
}

export function childrenOf(one: DicomDataSet): readonly DicomDataSet[] {
  return itemsOf(one, 0x0040a730);
}

/** Every item of the tree below. */
export function descendantsOf(one: DicomDataSet): readonly DicomDataSet[] {
  return childrenOf(one).flatMap((child) => [child, ...descendantsOf(child)]);
}
