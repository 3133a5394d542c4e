/** 图像质量 in the sign dialog: one key for the grade, one more for why; said at once, whether or not the report is signed now. */
import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { Failure } from '#shared/failure.ts';
import {
  type Grade,
  grades,
  type Quality,
  type QualityReason,
  qualityReasonsOf,
} from '#shared/study/quality.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';

/** After the grades' keys, on one row of digits. */
const firstReasonKey = grades.length + 1;

export function QualityScore(props: {
  task: ListedTask;
  quality: Quality | null;
  onScored: () => void;
  onFailure: (failure: Failure | null) => void;
}) {
  const { t } = useTranslation();
  const { task, quality } = props;
  const [wanted, setWanted] = useState<Grade | null>(null);
  const reasons = qualityReasonsOf(task.kind);
  const grade = wanted ?? quality?.grade ?? null;
  const reason = wanted === null ? (quality?.reason ?? null) : null;

  const score = async (given: Grade, why: QualityReason | null): Promise<void> => {
    props.onFailure(null);
    try {
      await unwrap(
        station.signing.scoreQuality({ taskId: task.taskId, score: { grade: given, reason: why } }),
      );
      setWanted(null);
      props.onScored();
    } catch (error) {
      props.onFailure(failureOf(error));
    }
  };
  const choose = (given: Grade): void => {
    if (given === 'A') void score('A', null);
    else setWanted(given);
  };
  const because = (why: QualityReason): void => {
    if (grade !== null && grade !== 'A') void score(grade, why);
  };
  useHotkeys({
    ...Object.fromEntries(grades.map((one, index) => [`Alt+${index + 1}`, () => choose(one)])),
    ...Object.fromEntries(
      reasons.slice(0, 6).map((one, index) => [`Alt+${firstReasonKey + index}`, () => because(one)]),
    ),
  });
  return (
    <div data-quality-score={quality?.grade ?? 'none'}>
      <Group gap="xs" wrap="nowrap">
        <Text size="sm">{t('quality.title')}</Text>
        {grades.map((one, index) => (
          <Button
            key={one}
            size="compact-sm"
            variant={grade === one ? 'filled' : 'default'}
            onClick={() => choose(one)}
            title={`Alt+${index + 1}`}
            data-grade={one}
          >
            {t(`quality.grade.${one}`)}
          </Button>
        ))}
        <Text size="xs" c="dimmed">
          {t(task.qualityAsked === true ? 'quality.asked' : 'quality.optional')}
        </Text>
      </Group>
      {grade !== null && grade !== 'A' && (
        <Group gap={4} mt={6} role="group" aria-label={t('quality.why')}>
          {reasons.map((one, index) => (
            <Button
              key={one}
              size="compact-xs"
              variant={reason === one ? 'filled' : 'default'}
              onClick={() => because(one)}
              {...(index < 6 ? { title: `Alt+${firstReasonKey + index}` } : {})}
              data-quality-reason={one}
            >
              {t(`quality.reason.${one}`)}
              {index < 6 ? ` ${firstReasonKey + index}` : ''}
            </Button>
          ))}
        </Group>
      )}
    </div>
  );
}
