/** What a page may ask the shell for: the named verbs of the bridge and nothing else. No channel is exposed. */
import { contextBridge, ipcRenderer } from 'electron';
import type { ShellBridge } from '#shared/contract/shell.ts';

const versionPrefix = '--yuanzhen-version=';

const bridge: ShellBridge = {
  notify: (notification) => ipcRenderer.invoke('shell:notify', notification),
  setBadge: (badge) => ipcRenderer.invoke('shell:set-badge', badge),
  openTownship: () => ipcRenderer.invoke('shell:open-township'),
  monitor: (asked) => ipcRenderer.invoke('shell:monitor', asked),
  hasTownship: process.argv.includes('--yuanzhen-township'),
  version: process.argv.find((each) => each.startsWith(versionPrefix))?.slice(versionPrefix.length) ?? '',
};

contextBridge.exposeInMainWorld('yuanzhenShell', bridge);
