/** Fetches a study's document, opens it in the window's sandbox, and gives it to the document viewer. */
import { Center, Loader, SegmentedControl } from '@mantine/core';
import { IconFileUnknown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '#shared/failure.ts';
import { documentsOf } from '#shared/formats/document/find-document.ts';
import type { Study } from '#shared/study/study.ts';
import { objectUrl } from '../../station/addresses.ts';
import { FailureError, failureOf } from '../../station/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { DocumentViewer } from '../../viewers/document/document-viewer.tsx';
import { openDocument } from '../../viewers/document/open-document.ts';
import classes from './reading.module.css';

export default function DocumentRoom(props: {
  study: Study;
  language: Language;
  onShown: (sopInstanceUids: readonly string[]) => void;
}) {
  const { t } = useTranslation();
  const { study, onShown } = props;
  const documents = documentsOf(study).filter((instance) => instance.held);
  const [chosen, setChosen] = useState(0);
  const instance = documents[Math.min(chosen, documents.length - 1)];
  const sha256 = instance?.sha256;
  const sopInstanceUid = instance?.sopInstanceUid;
  const opened = useQuery({
    queryKey: ['document', sha256],
    enabled: sha256 !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    queryFn: async () => {
      const response = await fetch(objectUrl(sha256 ?? ''));
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      const opening = await openDocument(new Uint8Array(await response.arrayBuffer()));
      if (!opening.ok) throw new FailureError(opening.failure);
      return opening.value;
    },
  });
  const source = opened.data;
  useEffect(() => () => source?.close(), [source]);
  const painted = useCallback(() => {
    if (sopInstanceUid !== undefined) onShown([sopInstanceUid]);
  }, [sopInstanceUid, onShown]);

  if (sha256 === undefined)
    return <EmptyState icon={<IconFileUnknown size={40} stroke={1.2} />} title={t('reading.document')} />;
  return (
    <div className={classes.documents}>
      {documents.length > 1 && (
        <SegmentedControl
          size="xs"
          value={String(chosen)}
          onChange={(value) => setChosen(Number(value))}
          data={documents.map((one, index) => ({
            value: String(index),
            label: `${index + 1} · ${one.format === 'dicom' ? 'PDF' : one.format.toUpperCase()}`,
          }))}
        />
      )}
      {opened.error ? (
        <Center h="100%" p="xl">
          <FailureNote failure={failureOf(opened.error)} />
        </Center>
      ) : source === undefined ? (
        <Center h="100%">
          <Loader />
        </Center>
      ) : (
        <DocumentViewer
          key={sha256}
          source={source}
          language={props.language}
          isEcg={study.picture === true}
          isPdf={instance?.format === 'pdf' || instance?.format === 'dicom'}
          onPainted={painted}
        />
      )}
    </div>
  );
}
