/** 新到 k 幅 while somebody reads: loud until every one of them was on the screen, quiet afterwards. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { station, unwrap } from '../../station/client.ts';

const lookEveryMs = 1500;

export function LateNotice({ task, count }: { task: ListedTask; count: number }) {
  const { t } = useTranslation();
  const { taskId, studyInstanceUid, images } = task;
  const facts = useQuery({
    queryKey: ['late-images', taskId, images.imageSetSha256],
    queryFn: () => unwrap(station.signing.prepare({ taskId, openStudies: [studyInstanceUid] })),
    refetchInterval: (query) => (isUnseen(query.state.data?.blocks) ? lookEveryMs : false),
  });
  const unseen = isUnseen(facts.data?.blocks);
  return (
    <span data-tone={unseen ? 'warn' : 'calm'} data-late-images={unseen ? 'unseen' : 'seen'}>
      {t(unseen ? 'promise.late.unseen' : 'promise.late.seen', { count })}
    </span>
  );
}

/** Also while they are not asked about yet, or not fetched. */
function isUnseen(blocks: ReadonlyArray<{ readonly code: string }> | undefined): boolean {
  if (blocks === undefined) return true;
  return blocks.some(({ code }) => ['late-images', 'images-changed', 'images-unseen'].includes(code));
}
