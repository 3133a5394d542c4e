/** `npm run build [-- window shell station]`: all three, or the named ones, into `out/`. */
import { buildShell } from './build-shell.ts';
import { buildStation } from './build-station.ts';

const asked = process.argv.slice(2).filter((each) => !each.startsWith('--'));
const wants = (part: string): boolean => asked.length === 0 || asked.includes(part);

if (wants('window')) {
  // Loaded only here: the others do without vite.
  const { buildWindow } = await import('./build-window.ts');
  await buildWindow();
}
if (wants('shell')) await buildShell();
if (wants('station')) await buildStation();
