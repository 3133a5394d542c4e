/** A printed report that was scanned, wherever the scanner types: opens the report, or says what is wrong with the paper. */
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { readPaperCode } from '#shared/report/paper-code.ts';
import { usePlace } from '../../state/place-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';

/** Takes what stands in a field; true when it was a whole code, which is looked up then. */
export function usePaperCode(): (typed: string) => boolean {
  const { t } = useTranslation();
  const go = usePlace((state) => state.go);

  const open = async (code: string): Promise<void> => {
    try {
      const paper = await unwrap(station.dispatch.ofPaper({ code }));
      const { version, newest } = paper;
      const warn = (title: string): void => {
        notifications.show({
          color: 'red',
          title,
          message: t('dispatch.paper.replacedHint'),
          autoClose: 20_000,
        });
      };
      if (!paper.adopted) warn(t('dispatch.paper.notAdopted'));
      else if (newest.version > version) {
        const status = t(`dispatch.status.${newest.status}`);
        warn(t('dispatch.paper.replaced', { version, newest: newest.version, status }));
      }
      go({ screen: 'dispatch', taskId: paper.taskId });
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
  };

  return (typed) => {
    if (readPaperCode(typed) === null) return false;
    void open(typed);
    return true;
  };
}
