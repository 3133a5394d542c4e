/** The score by keys: Alt+1 to 4, then whether it matters (Alt+Y, Alt+N), then why; what is scored stands for good. */
import { Button, Group, Kbd, Stack, Text, Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '#shared/failure.ts';
import {
  needsNote,
  type PeerSource,
  type PeerVerdict,
  peerScores,
  type PeerScore as Score,
} from '#shared/study/peer-review.ts';
import { failureOf } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';

export function PeerScore(props: {
  source: PeerSource;
  /** Rejects with why it was not kept; `commandId` stays the same for the same verdict, so that a second try has one effect. */
  onScore: (verdict: PeerVerdict, commandId: string) => Promise<void>;
}) {
  const { t } = useTranslation();
  const { source } = props;
  const [score, setScore] = useState<Score | null>(null);
  const [significant, setSignificant] = useState<boolean | null>(null);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const sent = useRef({ text: '', commandId: '' });

  const matters = score === 1 ? false : significant;
  const wantsNote = score !== null && needsNote(source, score);
  const ready = score !== null && matters !== null && (!wantsNote || note.trim() !== '');

  const send = async (given: Score, isSignificant: boolean): Promise<void> => {
    if (busy) return;
    const verdict: PeerVerdict = { score: given, significant: isSignificant, note: note.trim() };
    const text = JSON.stringify(verdict);
    if (sent.current.text !== text) sent.current = { text, commandId: crypto.randomUUID() };
    setBusy(true);
    setFailure(null);
    try {
      await props.onScore(verdict, sent.current.commandId);
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  const choose = (given: Score): void => {
    setScore(given);
    if (given === 1 && source === 'edit') void send(given, false);
  };
  const judge = (isSignificant: boolean): void => {
    if (score === null || score === 1) return;
    setSignificant(isSignificant);
    // Two keys are enough for an edit: its words say why.
    if (source === 'edit') void send(score, isSignificant);
    else if (wantsNote) field.current?.focus();
  };
  const submit = (): void => {
    if (ready) void send(score, matters);
  };
  useHotkeys({
    ...Object.fromEntries(peerScores.map((one) => [`Alt+${one}`, () => choose(one)])),
    'Alt+y': () => judge(true),
    'Alt+n': () => judge(false),
    'Ctrl+Enter': submit,
  });
  return (
    <Stack gap="xs" data-peer-score={score ?? 'none'}>
      <Text size="sm" fw={600}>
        {t('peer.score')}
      </Text>
      {peerScores.map((one) => (
        <Button
          key={one}
          size="compact-md"
          justify="flex-start"
          variant={score === one ? 'filled' : 'default'}
          leftSection={<Kbd size="xs">{`Alt+${one}`}</Kbd>}
          onClick={() => choose(one)}
          data-score={one}
        >
          {t(`peer.score.${one}`)}
        </Button>
      ))}
      {score !== null && score > 1 && (
        <Group gap="xs" data-matters>
          <Text size="sm">{t('peer.matters')}</Text>
          {[true, false].map((one) => (
            <Button
              key={String(one)}
              size="compact-md"
              variant={significant === one ? 'filled' : 'default'}
              leftSection={<Kbd size="xs">{one ? 'Alt+Y' : 'Alt+N'}</Kbd>}
              onClick={() => judge(one)}
              data-significant={one}
            >
              {t(one ? 'peer.matters.yes' : 'peer.matters.no')}
            </Button>
          ))}
        </Group>
      )}
      {source === 'sample' && score !== null && (
        <>
          <Textarea
            ref={field}
            label={t(wantsNote ? 'peer.noteNeeded' : 'peer.note')}
            name="peer-note"
            autosize
            minRows={2}
            maxRows={6}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Button
            loading={busy}
            disabled={!ready}
            onClick={submit}
            rightSection={<Kbd size="xs">Ctrl+Enter</Kbd>}
            data-submit-score
          >
            {t('peer.submit')}
          </Button>
        </>
      )}
      {failure && <FailureNote failure={failure} />}
    </Stack>
  );
}
