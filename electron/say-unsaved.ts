/** A file that a window gives is saved where the person says in the system's own dialog; what did not get there whole is said. */
import { app, BrowserWindow, type DownloadItem, dialog, type WebContents } from 'electron';

/** Tells the person when `item` breaks off: a closed dialog is no failure. */
export function sayUnsaved(item: DownloadItem, contents: WebContents): void {
  item.once('done', (_event, state) => {
    if (state !== 'interrupted') return;
    const english = /^en/i.test(app.getLocale());
    const words = {
      type: 'error' as const,
      title: '远诊',
      message: english ? 'The file was not saved.' : '文件未能保存。',
      detail: english
        ? `${item.getFilename()}: it broke off. Check the station and the space on the disk, then save it again.`
        : `${item.getFilename()}:保存中断。请检查工作站连接和磁盘空间,然后重新保存。`,
    };
    const window = BrowserWindow.fromWebContents(contents);
    void (window === null ? dialog.showMessageBox(words) : dialog.showMessageBox(window, words));
  });
}
