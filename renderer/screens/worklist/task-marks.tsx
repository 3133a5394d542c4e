/** What must not be overlooked about a task, in words and shape: critical, incomplete, identity, queued signature, unopened, not adopted. */
import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { reservationAt } from '#shared/study/assignment.ts';
import { comparedConflicts, openConflicts } from '#shared/study/conflict.ts';
import { criticalStanding } from '#shared/study/critical.ts';
import { isRunning } from '#shared/study/escalation.ts';
import { followingFields } from '#shared/study/order-rules.ts';
import { isRetakeOpen } from '#shared/study/retake.ts';
import { underReview } from '#shared/study/review.ts';
import { openCallbacks } from '#shared/study/talk.ts';
import { sinceText } from '../../state/countdown.ts';
import { useExchangeSecond } from '../../state/exchange-clock.ts';
import { useUnseen } from '../../state/use-unseen.ts';
import { minuteText } from '../../ui/time-text.ts';

import { QualityMark } from './quality-mark.tsx';

/** A delivered report that nobody has opened for so long: somebody should telephone. */
const unopenedAfterMs = 120_000;

export function TaskMarks({ task }: { task: ListedTask }) {
  const { t, i18n } = useTranslation();
  const now = useExchangeSecond();
  const isHome = task.state === 'delivered' || task.state === 'withdrawn';
  const deliveredAt = isHome && task.stamps.receivedAt === null ? task.stamps.deliveredAt : null;
  const { received, expected, incomplete } = task.images;
  const critical = criticalStanding(task);
  const unseen = useUnseen()(task);
  const follows = followingFields(task.order);
  const [callback] = openCallbacks(task.talk);
  const reserved = task.state === 'waiting' ? reservationAt(task, now) : null;
  return (
    <>
      {(critical === 'unconfirmed' || critical === 'confirmed') && (
        <Badge size="sm" color="red" variant="filled" flex="none" data-critical={critical}>
          {t(`critical.${critical}`)}
        </Badge>
      )}
      {callback?.callback !== undefined && (
        <Badge size="sm" color="orange" variant="filled" flex="none" data-callback-open>
          {t('talk.callBack', { phone: callback.callback.phone })}
        </Badge>
      )}
      {task.quality !== undefined && <QualityMark quality={task.quality} />}
      {follows.length > 0 && (
        <Badge size="sm" color="yellow" variant="outline" flex="none" data-follows={follows.join(' ')}>
          {t('intake.follows', {
            fields: follows
              .map((field) => t(`intake.field.${field}`))
              .join(i18n.language === 'zh-CN' ? '、' : ', '),
          })}
        </Badge>
      )}
      {unseen > 0 && (
        <Badge size="sm" color="accent" variant="filled" flex="none" title="Alt+S" data-unseen={unseen}>
          {t('talk.unseen', { count: unseen })}
        </Badge>
      )}
      {isRunning(task) && task.missForecastAt != null && (task.clock.deadline ?? 0) > now && (
        <Badge
          size="sm"
          color="orange"
          variant="filled"
          flex="none"
          title={t('escalation.willMissSince', { at: minuteText(task.missForecastAt) })}
          data-will-miss
        >
          {t('escalation.willMiss')}
        </Badge>
      )}
      {reserved !== null && (
        <Badge
          size="sm"
          color="gray"
          variant="outline"
          flex="none"
          title={t('assign.reservedUntil', { time: sinceText(now, reserved.until) })}
          data-reserved={reserved.memberId}
        >
          {t(reserved.by === 'exchange' ? 'assign.assigned' : 'assign.reserved', { name: reserved.name })}
        </Badge>
      )}
      {task.group === 2 && task.state === 'waiting' && (
        <Badge size="sm" color="yellow" variant="outline" flex="none" data-group={2}>
          {t('assign.group')}
        </Badge>
      )}
      {task.amending !== undefined && (
        <Badge size="sm" color="orange" variant="filled" flex="none" data-amending={task.amending.purpose}>
          {t(`amend.doing.${task.amending.purpose}`)}
        </Badge>
      )}
      {task.amending !== undefined && underReview(task) !== null && (
        <Badge size="sm" color="gray" variant="outline" flex="none" data-amendment-waiting>
          {t('state.reviewing')}
        </Badge>
      )}
      {task.amending?.returned !== undefined && (
        <Badge size="sm" color="red" variant="outline" flex="none" data-amendment-returned>
          {t('review.back')}
        </Badge>
      )}
      {task.notice !== undefined && task.notice.acknowledged === null && (
        <Badge size="sm" color="red" variant="filled" flex="none" data-unnoted={task.notice.what}>
          {t(task.notice.what === 'corrected' ? 'amend.mark' : `amend.mark.${task.notice.what}`)}
        </Badge>
      )}
      {task.review !== undefined && task.stamps.signedAt === null && (
        <Badge
          size="sm"
          color={task.review.returned === null ? 'gray' : 'red'}
          variant="outline"
          flex="none"
          data-review
        >
          {t(task.review.returned === null ? 'review.required' : 'review.back')}
        </Badge>
      )}
      {isRetakeOpen(task) && (
        <Badge size="sm" color="orange" variant="filled" flex="none" data-retake-open>
          {t('retake.open')}
        </Badge>
      )}
      {task.attempt !== undefined && (
        <Badge size="sm" color="gray" variant="outline" data-attempt={task.attempt.number}>
          {t('retake.attempt', { count: task.attempt.number })}
        </Badge>
      )}
      {incomplete && (
        <Badge size="sm" color="yellow" variant="outline">
          {t('worklist.incomplete', { received, expected: expected ?? '?' })}
        </Badge>
      )}
      {task.picture === true && (
        <Badge size="sm" color="yellow" variant="outline" data-picture>
          {t('worklist.picture')}
        </Badge>
      )}
      {!task.identity.settled && (
        <Badge size="sm" color="red" variant="outline">
          {t('worklist.identity')}
        </Badge>
      )}
      {comparedConflicts(task).length > 0 && (
        <Badge size="sm" color="red" variant="filled" data-conflict>
          {t('conflict.mark')}
        </Badge>
      )}
      {openConflicts(task).length > comparedConflicts(task).length && (
        <Badge size="sm" color="red" variant="outline" data-comparing>
          {t('conflict.comparingMark')}
        </Badge>
      )}
      {task.lateImages !== undefined && task.lateImages.outcome === null && task.lateImages.count > 0 && (
        <Badge size="sm" color="orange" variant="outline" data-late>
          {t(lateWord(task), { count: task.lateImages.count })}
        </Badge>
      )}
      {task.handedOver &&
        (task.state === 'waiting' || task.holder?.memberId !== task.handedOver.memberId) && (
          <Badge size="sm" color="gray" variant="outline" data-handed-over>
            {t(task.state === 'waiting' ? 'worklist.handedOver' : 'worklist.passedOn', {
              name: task.handedOver.name,
            })}
          </Badge>
        )}
      {(task.quoteFlags ?? []).length > 0 && (
        <Badge size="sm" color="red" variant="outline" data-quote-flag>
          {t('quote.mark')}
        </Badge>
      )}
      {task.queuedSignature && (
        <Badge size="sm" color="yellow" variant="light">
          {t('worklist.queued')}
        </Badge>
      )}
      {deliveredAt !== null && now - deliveredAt > unopenedAfterMs && (
        <Badge size="sm" color="red" variant="light" data-unopened>
          {t('worklist.unopened', { phone: task.order.phone })}
        </Badge>
      )}
      {task.reports.some((report) => !report.adopted) && (
        <Badge size="sm" color="grape" variant="outline">
          {t('worklist.unadopted')}
        </Badge>
      )}
    </>
  );
}

/** New in the set that is read; after the report; or the task that reads what came after it. */
function lateWord(task: ListedTask): string {
  if (task.followUp !== undefined) return 'promise.followUp';
  return task.lateImages?.followUpId === null ? 'promise.late' : 'promise.late.after';
}
