/** A deposit under way: n/m, speed, estimated finish, and 还差 k 幅 when it stands still. */
import { Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { wholeBytes } from '#shared/study/whole-bytes.ts';
import { sinceText } from '../../state/countdown.ts';
import { imagesText } from './documents-text.ts';

const stalledAfterMs = 60_000;

export function TransferProgress({ task, now }: { task: ListedTask; now: number }) {
  const { t } = useTranslation();
  const { received, expected, receivedBytes, lastProgressAt } = task.images;
  const whole = wholeBytes(task.images);
  const share = whole ? receivedBytes / whole : expected ? received / expected : 0;
  const stalled =
    expected !== null &&
    received < expected &&
    lastProgressAt !== null &&
    now - lastProgressAt > stalledAfterMs;
  const words = stalled
    ? t('worklist.missing', { count: (expected ?? 0) - received })
    : [
        imagesText(t, task.images),
        savedShare(task) > 0 ? t('worklist.recompressed', { share: savedShare(task) }) : '',
        task.progress ? t('worklist.speed', { speed: bytesText(task.progress.bytesPerSecond) }) : '',
        task.progress?.finishAt ? t('worklist.finish', { time: sinceText(now, task.progress.finishAt) }) : '',
      ]
        .filter(Boolean)
        .join(' · ');
  return (
    <>
      <Progress value={Math.min(100, share * 100)} size={6} color={stalled ? 'yellow' : 'accent'} mt={6} />
      <Text
        component="span"
        size="xs"
        c={stalled ? 'var(--yz-amber)' : 'dimmed'}
        className="tabular"
        truncate
      >
        {words}
      </Text>
    </>
  );
}

/** Percent of the bytes that lossless recompression kept off the line; 0 where it changed nothing to speak of. */
function savedShare(task: ListedTask): number {
  const { expectedBytes, originalBytes } = task.images;
  if (!expectedBytes || !originalBytes) return 0;
  return Math.max(0, Math.round((1 - expectedBytes / originalBytes) * 100));
}

/** Bytes in the unit a person reads: 812 KB, 3.4 MB. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
