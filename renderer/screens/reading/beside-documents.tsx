/** Documents and attachments beside the images of the study that is read: looked at here, or saved as they are. */
import { Badge, Button, Menu, Modal, Text } from '@mantine/core';
import { IconDownload, IconFileText, IconPaperclip } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '#shared/failure.ts';
import { isDocument } from '#shared/formats/document/find-document.ts';
import { countsDocumentsApart, isBesideImages } from '#shared/study/beside-images.ts';
import type { Instance, Series, Study } from '#shared/study/study.ts';
import { objectUrl } from '../../station/addresses.ts';
import { sizeText } from '../../ui/size-text.ts';
import { DocumentRoom } from './parts.ts';
import classes from './reading.module.css';

interface Beside {
  readonly series: Series;
  readonly instance: Instance;
}

/** Nothing is read anew because a document was looked at. */
const noneShown = (): void => undefined;

export function BesideDocuments({ study }: { study: Study }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState<Beside | null>(null);
  const beside = besideOf(study);
  if (beside.length === 0) return null;
  return (
    <>
      <Menu position="bottom-end" width={420}>
        <Menu.Target>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPaperclip size={15} />}
            data-beside={beside.length}
          >
            {t('reading.beside', { n: beside.length })}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {beside.map((one) => (
            <BesideItem
              key={one.instance.sopInstanceUid + one.instance.sha256}
              {...one}
              onOpen={() => setOpen(one)}
            />
          ))}
        </Menu.Dropdown>
      </Menu>
      {open && (
        <Modal opened size="90%" title={nameOf(open, t)} onClose={() => setOpen(null)}>
          <div className={classes.besideRoom} data-beside-open>
            <Suspense>
              <DocumentRoom
                study={{ ...study, picture: false, series: [{ ...open.series, instances: [open.instance] }] }}
                language={i18n.language as Language}
                onShown={noneShown}
              />
            </Suspense>
          </div>
        </Modal>
      )}
    </>
  );
}

function BesideItem(props: Beside & { onOpen: () => void }) {
  const { t } = useTranslation();
  const { instance } = props;
  const name = nameOf(props, t);
  const about = (
    <Text size="xs" c="dimmed" component="span" className="tabular">
      {instance.held ? sizeText(instance.size) : t('reading.besideAwaited')}
    </Text>
  );
  if (isDocument(instance))
    return (
      <Menu.Item
        leftSection={<IconFileText size={16} />}
        rightSection={about}
        disabled={!instance.held}
        onClick={props.onOpen}
        data-beside-document
      >
        {name}
      </Menu.Item>
    );
  return (
    <Menu.Item
      component="a"
      href={objectUrl(instance.sha256)}
      download={instance.format === 'attachment' ? name : `${instance.sopInstanceUid}.dcm`}
      leftSection={<IconDownload size={16} />}
      rightSection={about}
      disabled={!instance.held}
      data-beside-download
    >
      <span className={classes.besideName}>{name}</span>
      {instance.format === 'attachment' && (
        <Badge size="xs" variant="outline" color="yellow" ml={6}>
          {t('reading.attachment')}
        </Badge>
      )}
    </Menu.Item>
  );
}

function besideOf(study: Study): Beside[] {
  if (!countsDocumentsApart(study)) return [];
  return study.series.flatMap((series) =>
    series.instances
      .filter((instance) => isBesideImages(instance, series))
      .map((instance) => ({ series, instance })),
  );
}

function nameOf({ series, instance }: Beside, t: (key: string) => string): string {
  if (series.description !== '') return series.description;
  if (isDocument(instance)) return instance.format === 'dicom' ? 'PDF' : instance.format.toUpperCase();
  return t('reading.besideObject');
}
