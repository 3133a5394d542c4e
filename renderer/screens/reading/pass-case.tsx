/** 转交: the case goes to a colleague who is there, with draft, measurements and view; it stays here until he takes it. */
import { ActionIcon, Badge, Button, Group, Modal, Stack, Text, Tooltip } from '@mantine/core';
import { IconUserShare } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { Failure } from '#shared/failure.ts';
import { batonAt, type Colleague } from '#shared/study/baton.ts';
import { exchangeNow } from '../../state/exchange-clock.ts';
import { keepTask } from '../../state/keep-task.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { lyingOf } from '../../viewers/lay-study.ts';
import { asideKey } from './use-laid.ts';

/** `prepare`: everything is on the disk; false where it is not. */
export function PassCase({ task, prepare }: { task: ListedTask; prepare: () => Promise<boolean> }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const begin = async (): Promise<void> => {
    if (batonAt(task, exchangeNow()) === null && (await prepare())) setOpen(true);
  };
  useHotkeys({ 'Ctrl+g': () => void begin() });
  return (
    <>
      <Tooltip label={`${t('baton.pass')} Ctrl+G`}>
        <ActionIcon
          variant="default"
          size="lg"
          onClick={() => void begin()}
          aria-label={t('baton.pass')}
          data-pass-case
        >
          <IconUserShare size={17} />
        </ActionIcon>
      </Tooltip>
      {open && <PassDialog task={task} prepare={prepare} onClose={() => setOpen(false)} />}
    </>
  );
}

function PassDialog(props: { task: ListedTask; prepare: () => Promise<boolean>; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const memberId = useSession((state) => state.session?.member.memberId);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { taskId } = props.task;
  const colleagues = useQuery({
    queryKey: ['colleagues', taskId],
    queryFn: () => unwrap(station.worklist.colleagues({ taskId })),
    refetchInterval: 5000,
    gcTime: 0,
  });

  const pass = async ({ memberId: to }: Colleague): Promise<void> => {
    if (busy || !(await props.prepare())) return;
    setBusy(true);
    setFailure(null);
    try {
      const lying = lyingOf(asideKey(memberId, taskId));
      keepTask(queries, await unwrap(station.worklist.offerBaton({ taskId, to, lying })));
      await queries.invalidateQueries({ queryKey: ['worklist'] });
      props.onClose();
    } catch (error) {
      setFailure(failureOf(error));
      setBusy(false);
    }
  };
  // They are known a moment after the dialog stands.
  const focused = useRef(false);
  const focusOnce = useCallback((button: HTMLButtonElement | null): void => {
    if (button === null || focused.current) return;
    focused.current = true;
    button.focus();
  }, []);
  const found = colleagues.data ?? [];
  const problem = failure ?? (colleagues.error ? failureOf(colleagues.error) : null);

  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('baton.title', { name: props.task.order.patient.name })}
      centered
    >
      <Stack gap="sm" data-pass-dialog>
        <Text size="sm">{t('baton.text')}</Text>
        {found.map((colleague, index) => (
          <Button
            key={colleague.memberId}
            variant="default"
            justify="space-between"
            disabled={busy}
            ref={index === 0 ? focusOnce : undefined}
            rightSection={
              <Badge variant="light" color={colleague.busy ? 'orange' : 'teal'}>
                {t(colleague.busy ? 'baton.busy' : 'baton.idle')}
              </Badge>
            }
            onClick={() => void pass(colleague)}
            data-colleague={colleague.name}
          >
            {colleague.name}
          </Button>
        ))}
        {colleagues.data !== undefined && found.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('baton.nobody')}
          </Text>
        )}
        {problem && <FailureNote failure={problem} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
