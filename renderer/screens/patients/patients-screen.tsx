/** 患者合并: who keeps the index decides what the rule may not, and takes back what turned out wrong. */
import { Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { station, unwrap } from '../../station/client.ts';
import { MergeHistory } from './merge-history.tsx';
import classes from './patients.module.css';
import { ProposalDesk } from './proposal-desk.tsx';

export default function PatientsScreen() {
  const { t } = useTranslation();
  const [tab, setTab] = useState('proposals');
  const proposals = useQuery({
    queryKey: ['patients', 'proposals'],
    queryFn: () => unwrap(station.patients.proposals({ limit: 200 })),
  });
  return (
    <div className={classes.screen} data-patients>
      <div className={classes.head}>
        <Tabs value={tab} onChange={(value) => setTab(value ?? 'proposals')}>
          <Tabs.List>
            <Tabs.Tab value="proposals" data-tab="proposals">
              {t('patients.proposals')} {proposals.data?.open ?? ''}
            </Tabs.Tab>
            <Tabs.Tab value="history" data-tab="history">
              {t('patients.history')}
            </Tabs.Tab>
          </Tabs.List>
        </Tabs>
        <Text size="xs" c="dimmed" className={classes.keys}>
          {tab === 'proposals' ? t('patients.keys') : ''}
        </Text>
      </div>
      {tab === 'proposals' ? <ProposalDesk query={proposals} /> : <MergeHistory />}
    </div>
  );
}
