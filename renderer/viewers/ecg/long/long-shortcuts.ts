/** Keys that a long recording has beside those of every ECG: one table for the handler and for the help overlay. */
import type { Language } from '#shared/failure.ts';

export type LongAction = 'next-event' | 'previous-event' | 'events' | 'first-page' | 'last-page';

export interface LongShortcut {
  readonly action: LongAction;
  readonly keys: readonly string[];
  readonly label: Readonly<Record<Language, string>>;
}

export const longShortcuts: readonly LongShortcut[] = [
  { action: 'next-event', keys: ['j'], label: { 'zh-CN': '长程:下一处事件', en: 'Long: next event' } },
  {
    action: 'previous-event',
    keys: ['Shift+j'],
    label: { 'zh-CN': '长程:上一处事件', en: 'Long: previous event' },
  },
  { action: 'events', keys: ['e'], label: { 'zh-CN': '长程:事件列表', en: 'Long: list of events' } },
  { action: 'first-page', keys: ['Home'], label: { 'zh-CN': '长程:开始', en: 'Long: beginning' } },
  { action: 'last-page', keys: ['End'], label: { 'zh-CN': '长程:结束', en: 'Long: end' } },
];

/** The action of a key press; undefined for keys of others. */
export function longActionOfKey(press: {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}): LongAction | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey) return undefined;
  const key = `${press.shiftKey ? 'Shift+' : ''}${press.key.length === 1 ? press.key.toLowerCase() : press.key}`;
  return longShortcuts.find(({ keys }) => keys.includes(key))?.action;
}
