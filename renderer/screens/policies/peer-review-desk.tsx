/** 同行评议: how many of a hundred final reports are drawn. */
import { Button, Group, NumberInput, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Policies, PolicySetting } from '#shared/contract/exchange/policies.ts';
import classes from './policies.module.css';

export function PeerReviewDesk(props: {
  policies: Policies;
  onSet: (setting: PolicySetting) => Promise<boolean>;
}) {
  const { t } = useTranslation();
  const { peerReview, newest } = props.policies;
  return (
    <section className={classes.card} data-policy="peerReview">
      <Text fw={600} mb={4}>
        {t('policies.name.peerReview')}
      </Text>
      <Text size="sm" c="dimmed" mb="sm">
        {t('policies.peerHint')}
      </Text>
      <Share
        key={newest.peerReview}
        percent={peerReview.percent}
        onSet={(percent) =>
          props.onSet({ policy: 'peerReview', document: { percent }, basedOn: newest.peerReview })
        }
      />
    </section>
  );
}

function Share(props: { percent: number; onSet: (percent: number) => Promise<boolean> }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<number | string>(props.percent);
  const wanted = typed === '' ? null : Number(typed);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== null) void props.onSet(wanted);
      }}
    >
      <Group align="flex-end">
        <NumberInput
          label={t('policies.peerPercent')}
          name="peer-percent"
          w={200}
          min={0}
          max={100}
          decimalScale={1}
          suffix=" %"
          value={typed}
          onChange={setTyped}
        />
        <Button type="submit" disabled={wanted === null || wanted === props.percent} data-keep>
          {t('save')}
        </Button>
      </Group>
    </form>
  );
}
