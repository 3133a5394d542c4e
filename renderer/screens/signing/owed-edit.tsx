/** After the signature of a doctor who concluded otherwise than what lay before him: the two keys of the discrepancy, or later from the list. */
import { Button, Group, Kbd, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PeerEdit } from '#shared/study/peer-review.ts';
import { EditCard } from '../peer-review/edit-card.tsx';

export function OwedEdit({ edit, onDone }: { edit: PeerEdit; onDone: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const done = (): void => {
    void queries.invalidateQueries({ queryKey: ['peer-reviews'] });
    onDone();
  };
  return (
    <Modal opened onClose={done} title={t('peer.editTitle')} size={560} centered closeOnClickOutside={false}>
      <div data-owed-edit>
        <EditCard edit={edit} onScored={done} />
        <Group justify="flex-end" mt="sm">
          <Button variant="default" onClick={done} rightSection={<Kbd size="xs">Esc</Kbd>} data-later>
            {t('peer.later')}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
