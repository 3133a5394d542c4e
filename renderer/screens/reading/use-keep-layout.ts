/** Keeps the layout of the image viewer for such exams (保存此布局), for this reader alone, and says so. */
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Keymap } from '#shared/contract/keymap.ts';
import type { HangingProtocol } from '#shared/study/hanging-protocol.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { withProtocol } from '../../viewers/image/save-layout.ts';

export function useKeepLayout(keymap: Keymap): (protocol: HangingProtocol) => void {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  return (protocol) => {
    const hangings = withProtocol(keymap.hangings ?? [], protocol);
    unwrap(station.settings.setKeymap({ ...keymap, hangings })).then(
      (kept) => {
        queries.setQueriesData({ queryKey: ['keymap'] }, kept);
        const exam = protocol.label[i18n.language === 'en' ? 'en' : 'zh-CN'];
        notifications.show({ color: 'teal', message: t('reading.layoutKept', { exam }) });
      },
      (error: unknown) => {
        const { message, remedy } = failureOf(error);
        notifications.show({ color: 'red', title: message, message: remedy });
      },
    );
  };
}
