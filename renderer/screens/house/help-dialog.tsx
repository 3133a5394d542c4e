/** All keys of where one is, from the same tables that handle them. */
import { Kbd, Modal, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Language } from '#shared/failure.ts';
import { longShortcuts } from '../../viewers/ecg/long/long-shortcuts.ts';
import { ecgShortcuts } from '../../viewers/ecg/shortcuts.ts';

/** Keys of the window itself; the viewers bring their own. */
const windowKeys: ReadonlyArray<readonly [keys: string, word: string]> = [
  ['F1 – F5', 'help.places'],
  ['F6', 'worklist.key.next'],
  ['Alt+V', 'assign.key'],
  ['Enter', 'worklist.key.claim'],
  ['↑ ↓', 'worklist.key.move'],
  ['/', 'worklist.key.search'],
  ['Alt+1 – 7', 'worklist.key.tabs'],
  ['Ctrl+E', 'help.report'],
  ['Ctrl+M', 'reporting.templates'],
  ['Alt+B', 'reporting.blank'],
  ['Alt+N', 'reporting.normalEcg'],
  ['Alt+A', 'reporting.accept'],
  ['Alt+R', 'reporting.takeMeasured'],
  ['Alt+H', 'reporting.keepManual'],
  ['Alt+L', 'lint.next'],
  ['Alt+O', 'lint.keep'],
  ['Ctrl+B', 'help.panel'],
  ['F11', 'reading.fullPicture'],
  ['Alt+E', 'together.key'],
  ['Alt+M', 'reading.apart.key'],
  ['Ctrl+Alt+M', 'reading.apart.besideKey'],
  ['Alt+P', 'priors.compareLatest'],
  ['Alt+P', 'peer.title'],
  ['Alt+D', 'priors.difference'],
  ['Alt+T', 'priors.timeLapse'],
  ['Alt+]', 'reading.tracings.key'],
  ['Ctrl+P', 'reporting.preliminary'],
  ['Ctrl+Enter', 'reporting.sign'],
  ['Alt+K', 'promise.keep'],
  ['Alt+J', 'review.return'],
  ['Alt+G', 'amend.correct'],
  ['Alt+W', 'amend.withdraw'],
  ['Alt+U', 'amend.supplement'],
  ['Alt+Y', 'critical.confirm'],
  ['Alt+X', 'critical.reject'],
  ['Alt+C', 'notice.raise.send'],
  ['Alt+W', 'notice.open'],
  ['Alt+S', 'talk.open'],
  ['Alt+Z', 'consultation.ask'],
  ['Alt+Q', 'consultation.quote'],
  ['Alt+Z', 'referral.refer'],
  ['Alt+Q', 'referral.openGreen'],
  ['F7', 'intake.newOrder'],
  ['F8', 'escalation.markPhoned'],
  ['F8', 'dispatch.acknowledge'],
  ['F9', 'nav.township'],
  ['Ctrl+G', 'baton.pass'],
  ['Alt+F', 'baton.take'],
  ['Ctrl+J', 'session.handOver'],
  ['Ctrl+L', 'session.lock'],
  ['Esc', 'back'],
];

export function HelpDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  return (
    <Modal opened onClose={onClose} title={t('help.title')} size={820} centered>
      <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 24 }}>
        <KeyTable title={t('product')} rows={windowKeys.map(([keys, word]) => [keys, t(word)])} />
        <KeyTable
          title={t('kind.ecg')}
          rows={[...ecgShortcuts, ...longShortcuts].map((shortcut) => [
            shortcut.keys.join(' / '),
            shortcut.label[language],
          ])}
        />
      </div>
      <Text size="sm" c="dimmed" mt="md">
        {t('help.image')}
      </Text>
    </Modal>
  );
}

function KeyTable(props: { title: string; rows: ReadonlyArray<readonly [string, string]> }) {
  return (
    <div>
      <Text fw={600} size="sm" mb={4}>
        {props.title}
      </Text>
      <Table verticalSpacing={3}>
        <Table.Tbody>
          {props.rows.map(([keys, words]) => (
            <Table.Tr key={keys + words}>
              <Table.Td w={150}>
                <Kbd size="xs">{keys === ' ' ? '␣' : keys}</Kbd>
              </Table.Td>
              <Table.Td>{words}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
