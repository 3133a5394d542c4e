/** What a doctor can do about a signed report: correct it, withdraw it, add to it with the right to sign; review that with the right to; or go on with it. */
import { Button, Kbd, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPencil } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { legalMove } from '#shared/journey.ts';
import { type AmendPurpose, amendPurposes } from '#shared/report/amendment.ts';
import { mayDo } from '#shared/study/may-do.ts';
import { underReview } from '#shared/study/review.ts';
import { exchangeNow } from '../../state/exchange-clock.ts';
import { keepClaimed } from '../../state/keep-task.ts';
import { usePlace } from '../../state/place-store.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { TakeOverDialog } from '../worklist/take-over-dialog.tsx';
import { AmendDialog } from './amend-dialog.tsx';

const keys: Readonly<Record<AmendPurpose, string>> = {
  correct: 'Alt+g',
  withdraw: 'Alt+w',
  supplement: 'Alt+u',
};

/** A follow-up of late images has no report of its own: what is amended is the one it adds to. */
export function AmendActs({ task: given }: { task: ListedTask }) {
  const taskId = given.followUp?.of ?? given.taskId;
  const origin = useQuery({
    queryKey: ['task', taskId],
    queryFn: () => unwrap(station.worklist.get({ taskId })),
  });
  const member = useSession((state) => state.session?.member);
  const task = origin.data;
  if (task === undefined || member === undefined) return null;
  const may = (action: 'sign' | 'review'): boolean =>
    mayDo(member, action, task.kind, task.siteId, exchangeNow()).allowed;
  if (legalMove('begin-amendment', task.state) === null) return null;
  const submitted = underReview(task);
  if (submitted !== null && task.holder === null)
    return (
      <>
        {submitted.memberId !== member.memberId && may('review') && <Review task={task} />}
        {may('sign') && <Begin task={task} purposes={['withdraw']} />}
      </>
    );
  if (!may(submitted === null ? 'sign' : 'review')) return null;
  if (task.amending !== undefined) return <GoOn task={task} memberId={member.memberId} />;
  return <Begin task={task} purposes={amendPurposes} />;
}

/** Takes what waits for a second doctor. */
function Review({ task }: { task: ListedTask }) {
  const { t } = useTranslation();
  const go = usePlace((state) => state.go);
  const queries = useQueryClient();
  const take = async (): Promise<void> => {
    try {
      await keepClaimed(queries, await unwrap(station.worklist.claim({ taskId: task.taskId })));
      go({ screen: 'reading', taskId: task.taskId });
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
  };
  return (
    <Button leftSection={<IconPencil size={18} />} onClick={() => void take()} data-review-amendment>
      {t('review.take')}
    </Button>
  );
}

function Begin({ task, purposes }: { task: ListedTask; purposes: readonly AmendPurpose[] }) {
  const { t } = useTranslation();
  const go = usePlace((state) => state.go);
  const [purpose, setPurpose] = useState<AmendPurpose | null>(null);
  useHotkeys(Object.fromEntries(purposes.map((one) => [keys[one], () => setPurpose(one)])), purpose === null);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconPencil size={18} />} data-amend-menu>
            {t('amend.menu')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {purposes.map((one) => (
            <Menu.Item
              key={one}
              onClick={() => setPurpose(one)}
              rightSection={<Kbd>{keys[one].replace(/.$/, (key) => key.toUpperCase())}</Kbd>}
              {...(one === 'withdraw' ? { color: 'red' } : {})}
              data-amend={one}
            >
              {t(`amend.${one}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {purpose !== null && (
        <AmendDialog
          task={task}
          purpose={purpose}
          onClose={() => setPurpose(null)}
          onBegun={() => go({ screen: 'reading', taskId: task.taskId })}
        />
      )}
    </>
  );
}

function GoOn({ task, memberId }: { task: ListedTask; memberId: string }) {
  const { t } = useTranslation();
  const go = usePlace((state) => state.go);
  const [takingOver, setTakingOver] = useState(false);
  const { amending, holder, taskId } = task;
  const isReview = underReview(task) !== null;
  if (amending === undefined || holder === null) return null;
  const enter = (): void => go({ screen: 'reading', taskId });
  if (holder.memberId === memberId)
    return (
      <Button leftSection={<IconPencil size={18} />} onClick={enter} data-amend-continue>
        {t(isReview ? 'review.continue' : `amend.continue.${amending.purpose}`)}
      </Button>
    );
  return (
    <>
      <Button color="yellow" disabled={holder.alive} onClick={() => setTakingOver(true)} data-amend-take-over>
        {holder.alive
          ? `${t(isReview ? 'review.doing' : `amend.doing.${amending.purpose}`)} · ${holder.name}`
          : t('worklist.takeOverFrom', { holder: holder.name })}
      </Button>
      {takingOver && <TakeOverDialog task={task} onClose={() => setTakingOver(false)} onTaken={enter} />}
    </>
  );
}
