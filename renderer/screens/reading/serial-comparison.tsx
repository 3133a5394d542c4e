/** Journey step 7: the opened ECG against a prior of the same patient, both measured in the analysis thread. */
import { Center, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Language } from '#shared/failure.ts';
import type { Study } from '#shared/study/study.ts';
import { useReadEcg } from '../../state/read-ecg-store.ts';
import { failureOf } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { SerialPanel } from '../../viewers/ecg/serial/serial-panel.tsx';
import { serialWords } from '../../viewers/ecg/serial/serial-words.ts';
import { tracingOf, tracingQuery, waveformQuery } from './fetch-waveform.ts';
import { analysisQuery, type EcgPerson } from './use-analysis.ts';

export default function SerialComparison(props: {
  study: Study;
  person: EcgPerson;
  date: string;
  language: Language;
  onInsert: (sentence: string) => void;
}) {
  const { person, study } = props;
  const tracing = tracingOf(study);
  const waveform = useQuery(waveformQuery(tracing));
  const before = useQuery(
    analysisQuery(tracing?.sha256, waveform.data, { ...person, at: study.acquiredAt ?? person.at }),
  );
  // The opened one as the room published it, with the reader's own points.
  const now = useReadEcg((state) => state.ecg);
  const read = useQuery(tracingQuery(tracing));
  const error = waveform.error ?? before.error;
  if (error) return <FailureNote failure={failureOf(error)} />;
  if (read.data?.kind === 'long') return <Center h="100%">{serialWords[props.language].tooLong}</Center>;
  if (!before.data || now === null)
    return (
      <Center h="100%">
        <Loader size="sm" mr="sm" />
        {serialWords[props.language].waiting}
      </Center>
    );
  return (
    <SerialPanel
      before={before.data}
      now={now.analysis}
      nowIntervals={now.measurements}
      date={props.date}
      language={props.language}
      onInsert={props.onInsert}
    />
  );
}
