/** Proposals, the surest first: a list, the two records of the chosen one side by side, and the two decisions. */
import { Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { type UseQueryResult, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatchReason, Proposal } from '#shared/contract/exchange/patients.ts';
import type { Failure } from '#shared/failure.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import classes from './patients.module.css';
import { RecordTable } from './record-table.tsx';

const isAgainst = (reason: MatchReason): boolean => /differs|different|contradicted|near/.test(reason);

export function ProposalDesk({
  query,
}: {
  query: UseQueryResult<{ proposals: Proposal[]; open: number }, Error>;
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [selected, setSelected] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const proposals = query.data?.proposals ?? [];
  const index = Math.max(
    0,
    proposals.findIndex((one) => one.proposalId === selected),
  );
  const current = proposals[index];

  const choose = (proposal: Proposal | undefined): void => {
    if (!proposal) return;
    setSelected(proposal.proposalId);
    setNote('');
    setProblem(null);
  };
  const decide = async (act: (proposal: Proposal) => Promise<unknown>): Promise<void> => {
    if (!current || busy) return;
    setBusy(true);
    try {
      await act(current);
      choose(proposals[index + 1] ?? proposals[index - 1]);
    } catch (error) {
      const failure = failureOf(error);
      setProblem(failure);
      if (failure.code === 'merge-note-needed') field.current?.focus();
    } finally {
      setBusy(false);
      void queries.invalidateQueries({ queryKey: ['patients'] });
    }
  };
  const merge = () =>
    decide(({ one, other }) =>
      unwrap(station.patients.merge({ one: one.patientId, other: other.patientId, note })),
    );
  const dismiss = () => decide(({ proposalId }) => unwrap(station.patients.dismiss({ proposalId, note })));
  useHotkeys({
    ArrowDown: () => choose(proposals[index + 1]),
    ArrowUp: () => choose(proposals[index - 1]),
    m: () => void merge(),
    n: () => void dismiss(),
  });

  if (query.error)
    return <FailureNote failure={failureOf(query.error)} onRetry={() => void query.refetch()} />;
  if (!current)
    return query.isPending ? null : (
      <EmptyState
        icon={<IconUsersGroup size={40} stroke={1.2} />}
        title={t('patients.none')}
        hint={t('patients.noneHint')}
      />
    );
  return (
    <div className={classes.body}>
      <div className={classes.list} role="listbox" aria-label={t('patients.proposals')}>
        {proposals.map((proposal) => (
          <button
            key={proposal.proposalId}
            type="button"
            role="option"
            aria-selected={proposal === current}
            className={classes.item}
            onClick={() => choose(proposal)}
            data-proposal={proposal.proposalId}
          >
            <b>
              {proposal.one.name} · {proposal.other.name}
            </b>
            <span className="tabular">{percent(proposal.confidence)}</span>
            <small>
              {proposal.one.siteName} · {proposal.other.siteName}
            </small>
          </button>
        ))}
      </div>
      <div className={classes.detail} data-proposal-detail>
        <Stack gap="md">
          <Group gap={6}>
            <Text fw={700} className="tabular" mr="sm">
              {t('patients.confidence')} {percent(current.confidence)}
            </Text>
            {current.reasons.map((reason) => (
              <Badge
                key={reason}
                variant={isAgainst(reason) ? 'outline' : 'light'}
                color={isAgainst(reason) ? 'yellow' : 'gray'}
                data-reason={reason}
              >
                {isAgainst(reason) ? '≠ ' : ''}
                {t(`match.${reason}`)}
              </Badge>
            ))}
          </Group>
          <RecordTable one={current.one} other={current.other} />
          <TextInput
            ref={field}
            label={t('patients.note')}
            description={current.reasons.some(isAgainst) ? t('patients.noteNeeded') : undefined}
            value={note}
            maxLength={500}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {problem && <FailureNote failure={problem} />}
          <Group>
            <Button onClick={() => void merge()} loading={busy} title="M" data-merge>
              {t('patients.merge')}
            </Button>
            <Button
              variant="default"
              onClick={() => void dismiss()}
              disabled={busy}
              title="N"
              data-dismiss-proposal
            >
              {t('patients.dismiss')}
            </Button>
          </Group>
        </Stack>
      </div>
    </div>
  );
}

/** Never 100 %: a likelihood is no proof. */
function percent(confidence: number): string {
  return `${Math.min(99.9, Math.floor(confidence * 1000) / 10)} %`;
}
