/** The proof: whether the chain is whole, from where it was walked, the hash of its head; and the decision about a break. */
import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { type UseQueryResult, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditProof, AuditStatus } from '#shared/contract/exchange/audit.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { dateTimeText } from '../../ui/time-text.ts';
import classes from './audit.module.css';

export function ProofDesk({ status }: { status: UseQueryResult<AuditStatus> }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [busy, setBusy] = useState<'head' | 'first' | null>(null);
  const [deciding, setDeciding] = useState(false);
  const when = (at: number): string => dateTimeText(at, i18n.language, 'with seconds');
  const act = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
      return false;
    } finally {
      await queries.invalidateQueries({ queryKey: ['audit', 'status'] });
    }
  };
  const prove = async (from: 'head' | 'first'): Promise<void> => {
    setBusy(from);
    await act(() => unwrap(station.audit.prove({ from })));
    setBusy(null);
  };
  if (status.error)
    return <FailureNote failure={failureOf(status.error)} onRetry={() => void status.refetch()} />;
  if (!status.data) return null;
  const { head, trouble, walked, proofs, anchors } = status.data;
  return (
    <>
      {trouble !== null && (
        <Alert
          color="red"
          variant="light"
          icon={<IconAlertTriangle size={18} />}
          title={t(`audit.trouble.${trouble}`)}
          role="alert"
          data-audit-trouble={trouble}
        >
          <Text size="sm">{t(`audit.troubleHint.${trouble}`)}</Text>
          {trouble === 'audit-broken' && (
            <Button size="compact-sm" color="red" mt="xs" onClick={() => setDeciding(true)} data-anchor>
              {t('audit.anchor')}
            </Button>
          )}
        </Alert>
      )}
      <section className={classes.card}>
        <Text fw={600}>{t('audit.chain')}</Text>
        <Text size="sm" className="tabular" data-head>
          {head === null ? t('audit.none') : t('audit.records', { count: head.number })}
        </Text>
        <Group gap="xs" mt="xs">
          <Button
            size="compact-sm"
            loading={busy === 'head'}
            onClick={() => void prove('head')}
            data-prove="head"
          >
            {t('audit.proveHead')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            loading={busy === 'first'}
            onClick={() => void prove('first')}
            data-prove="first"
          >
            {t('audit.proveFirst')}
          </Button>
        </Group>
        {walked !== null && (
          <Text size="xs" className="tabular" mt="xs" data-walked>
            {t('audit.walked', { number: walked, of: head?.number ?? 0 })}
          </Text>
        )}
        <Text size="xs" c="dimmed" mt="xs">
          {t('audit.proveHint')}
        </Text>
      </section>
      <section className={classes.card}>
        <Text fw={600}>{t('audit.proofs')}</Text>
        {proofs.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('audit.proofsNone')}
          </Text>
        )}
        {proofs.slice(0, 8).map((proof) => (
          <ProofLine key={proof.checkedAt} proof={proof} when={when} />
        ))}
      </section>
      {anchors.length > 0 && (
        <section className={classes.card} data-anchors>
          <Text fw={600}>{t('audit.anchors')}</Text>
          {anchors.map((anchor) => (
            <div key={anchor.number} className={classes.line}>
              <Text size="xs" className="tabular">
                {t('audit.anchorLine', { broken: anchor.brokenAt, number: anchor.number })} ·{' '}
                {when(anchor.at)}
              </Text>
              <Text size="xs">
                {anchor.memberName} · {anchor.reason}
              </Text>
            </div>
          ))}
        </section>
      )}
      {deciding && (
        <AnchorDialog
          onClose={() => setDeciding(false)}
          onAnchor={async (reason) => {
            if (await act(() => unwrap(station.audit.anchor({ reason })))) setDeciding(false);
          }}
        />
      )}
    </>
  );
}

function ProofLine({ proof, when }: { proof: AuditProof; when: (at: number) => string }) {
  const { t } = useTranslation();
  const isWhole = proof.brokenAt === null;
  const Icon = isWhole ? IconCircleCheck : IconAlertTriangle;
  return (
    <div className={classes.line} data-proof={isWhole ? 'whole' : 'broken'}>
      <Group gap={6} wrap="nowrap">
        <Icon size={16} color={isWhole ? 'var(--yz-green)' : 'var(--yz-red)'} aria-hidden />
        <Text size="sm" className="tabular">
          {isWhole
            ? t('audit.proofWhole', { from: proof.from, number: proof.number })
            : t('audit.proofBroken', { number: proof.brokenAt ?? 0 })}
        </Text>
      </Group>
      <Text size="xs" c="dimmed" className="tabular">
        {when(proof.checkedAt)} · {proof.memberName ?? t('audit.byItself')}
      </Text>
      <Text size="xs" className={classes.hash} data-proof-hash>
        {proof.hash}
      </Text>
    </div>
  );
}

function AnchorDialog(props: { onClose: () => void; onAnchor: (reason: string) => Promise<void> }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <Modal opened centered onClose={props.onClose} title={t('audit.anchorTitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== '') void props.onAnchor(reason.trim());
        }}
      >
        <Stack>
          <Text size="sm">{t('audit.anchorText')}</Text>
          <Textarea
            label={t('audit.anchorReason')}
            required
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
            data-anchor-reason
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" color="red" disabled={reason.trim() === ''} data-confirm-anchor>
              {t('audit.anchor')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
