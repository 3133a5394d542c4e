/** Documents beside the images, counted apart from n/m: "+1 文档", or "+0/1 文档" while one is still on its way. */
import type { TFunction } from 'i18next';
import type { Task } from '#shared/study/task.ts';

/** '' where there are none. */
export function documentsText(t: TFunction, documents: Task['images']['documents']): string {
  if (documents === undefined) return '';
  const { received, announced } = documents;
  return t('worklist.documents', { n: received < announced ? `${received}/${announced}` : announced });
}

/** n/m of a task's images with the documents beside them. */
export function imagesText(
  t: TFunction,
  images: Pick<Task['images'], 'received' | 'expected' | 'documents'>,
  unknown = '?',
): string {
  const counted = `${images.received}${images.expected === null && unknown === '' ? '' : `/${images.expected ?? unknown}`}`;
  return [counted, documentsText(t, images.documents)].filter(Boolean).join(' ');
}
