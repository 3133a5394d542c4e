/** A drawn report beside its pictures: to look at and to score, of nobody by nobody. */
import { Button, Center, Kbd, Loader, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure, Language } from '#shared/failure.ts';
import { ageText } from '#shared/study/age.ts';
import type { PeerCase } from '#shared/study/peer-review.ts';
import type { Study } from '#shared/study/study.ts';
import { exchangeNow } from '../../state/exchange-clock.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { StudyRoom } from '../reading/parts.ts';
import classes from './peer-review.module.css';
import { PeerScore } from './peer-score.tsx';

const nothing = (): void => undefined;

const isHeld = ({ series }: Study): boolean =>
  series.every((one) => one.instances.every((instance) => instance.held));

export function PeerCaseRoom(props: {
  given: PeerCase;
  study: Study;
  /** It is scored or given back. */
  onDone: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { given, onDone } = props;
  const { reviewId, kind, patient, report } = given;
  const [failure, setFailure] = useState<Failure | null>(null);
  const growing = useQuery({
    queryKey: ['peer-study', reviewId],
    queryFn: () => unwrap(station.peerReview.study({ reviewId })),
    initialData: props.study,
    refetchInterval: ({ state }) => (state.data !== undefined && isHeld(state.data) ? false : 1500),
  });
  const at = given.acquiredAt ?? exchangeNow();
  const giveBack = async (): Promise<void> => {
    try {
      await unwrap(station.peerReview.decline({ commandId: crypto.randomUUID(), reviewId }));
      onDone();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  useHotkeys({ 'Alt+j': () => void giveBack() });
  const asked = [given.complaint, given.history, given.question].filter(Boolean).join(' · ');
  return (
    <div className={classes.room} data-peer-case={reviewId}>
      <section className={classes.viewer}>
        <Suspense
          fallback={
            <Center h="100%">
              <Loader />
            </Center>
          }
        >
          <StudyRoom
            study={growing.data}
            person={{ ...patient, at }}
            onShown={nothing}
            onMeasurement={nothing}
          />
        </Suspense>
      </section>
      <aside className={classes.side}>
        <Text fw={700}>
          {given.modality} {given.description || given.bodyPart}
        </Text>
        <Text size="sm" c="dimmed">
          {[
            t(`sex.${patient.sex}`),
            ageText(patient.birthDate, at, i18n.language as Language),
            t('peer.nameless'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        {asked !== '' && <Text size="sm">{asked}</Text>}
        <Said title={t(`reporting.findings.${kind}`)} text={report.findings} />
        <Said title={t(`reporting.impression.${kind}`)} text={report.impression} strong />
        <Said title={t('reporting.recommendation')} text={report.recommendation} />
        <PeerScore
          source="sample"
          onScore={async (verdict, commandId) => {
            const { authorName } = await unwrap(station.peerReview.score({ commandId, reviewId, verdict }));
            notifications.show({ color: 'teal', message: t('peer.keptOf', { name: authorName }) });
            onDone();
          }}
        />
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          onClick={() => void giveBack()}
          rightSection={<Kbd size="xs">Alt+J</Kbd>}
          data-decline
        >
          {t('peer.decline')}
        </Button>
        {failure && <FailureNote failure={failure} />}
      </aside>
    </div>
  );
}

function Said(props: { title: string; text: string; strong?: boolean }) {
  if (props.text.trim() === '') return null;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {props.title}
      </Text>
      <Text size="sm" className={classes.said} {...(props.strong ? { fw: 600 } : {})}>
        {props.text}
      </Text>
    </div>
  );
}
