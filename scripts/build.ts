/** `npm run build`: the window, the shell and the station bundle, into `out/`. */
import { buildShell } from './build-shell.ts';
import { buildStation } from './build-station.ts';
import { buildWindow } from './build-window.ts';

await buildWindow();
await buildShell();
await buildStation();
