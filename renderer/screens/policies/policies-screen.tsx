/** 规则: the policies of the region as its administrator reads and changes them, with who changed what. */
import { Alert, Tabs } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicySetting } from '#shared/contract/exchange/policies.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { AssignmentDesk } from './assignment-desk.tsx';
import { ChangeList } from './change-list.tsx';
import { EscalationDesk } from './escalation-desk.tsx';
import { PeerReviewDesk } from './peer-review-desk.tsx';
import classes from './policies.module.css';
import { QualityDesk } from './quality-desk.tsx';
import { ReviewDesk } from './review-desk.tsx';
import { SignatureDesk } from './signature-desk.tsx';

const desks = {
  review: ReviewDesk,
  escalation: EscalationDesk,
  assignment: AssignmentDesk,
  quality: QualityDesk,
  peerReview: PeerReviewDesk,
  signature: SignatureDesk,
} as const;
type DeskName = keyof typeof desks;

export default function PoliciesScreen() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [tab, setTab] = useState<DeskName>('review');
  const policies = useQuery({
    queryKey: ['policies'],
    queryFn: () => unwrap(station.policies.read()),
    refetchInterval: 10_000,
  });
  const set = async (setting: PolicySetting): Promise<boolean> => {
    try {
      await unwrap(station.policies.set(setting));
      notifications.show({ color: 'teal', message: t('policies.saved') });
      return true;
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
      return false;
    } finally {
      await queries.invalidateQueries({ queryKey: ['policies'] });
    }
  };
  const Desk = desks[tab];
  return (
    <div className={classes.screen} data-policies={tab}>
      <div className={classes.head}>
        <Tabs value={tab} onChange={(value) => value !== null && setTab(value as DeskName)}>
          <Tabs.List>
            {(Object.keys(desks) as DeskName[]).map((name) => (
              <Tabs.Tab key={name} value={name} data-tab={name}>
                {t(`policies.name.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      </div>
      {policies.error ? (
        <Alert variant="transparent">
          <FailureNote failure={failureOf(policies.error)} onRetry={() => void policies.refetch()} />
        </Alert>
      ) : (
        policies.data && (
          <div className={classes.body}>
            <div className={classes.desk}>
              <Desk policies={policies.data} onSet={set} />
            </div>
            <aside className={classes.side}>
              <ChangeList policies={policies.data} />
            </aside>
          </div>
        )
      )}
    </div>
  );
}
