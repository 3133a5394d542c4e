/** Words of one area of the window: Chinese first, English complete by type. */
export function bilingual<K extends string>(chinese: Record<K, string>, english: Record<K, string>) {
  return { 'zh-CN': chinese, en: english };
}
