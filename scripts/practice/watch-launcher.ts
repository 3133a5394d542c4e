/**
 * `npm start` is npm, a shell, npm and a shell before it is us, and a shell that is told to end takes nobody with it.
 * So the chain up to the outermost npm is watched: when a link of it is gone, the person has stopped `npm start`.
 */
import { readFileSync } from 'node:fs';

const lookEveryMs = 1000;

/** Calls `gone` once when the npm that started this process has ended. Only where /proc tells (Linux). */
export function watchLauncher(gone: () => void): () => void {
  const chain = chainToNpm();
  if (chain.length < 2) return () => undefined;
  const timer = setInterval(() => {
    const whole = chain.every((pid, at) => at === chain.length - 1 || parentOf(pid) === chain[at + 1]);
    if (whole && isAlive(chain.at(-1))) return;
    clearInterval(timer);
    gone();
  }, lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Process ids from this one up to the outermost npm; empty when no npm is above. */
function chainToNpm(): number[] {
  const chain = [process.pid];
  let outermost = 0;
  for (let pid = parentOf(process.pid); pid !== null && pid > 1; pid = parentOf(pid)) {
    chain.push(pid);
    if (isNpm(pid)) outermost = chain.length;
  }
  return chain.slice(0, outermost);
}

function parentOf(pid: number): number | null {
  try {
    // After the name in brackets, which may hold anything: state, parent.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

function isNpm(pid: number): boolean {
  try {
    return /^npm |\bnpm(-cli\.js)?\0/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return false;
  }
}

function isAlive(pid: number | undefined): boolean {
  return pid !== undefined && parentOf(pid) !== null;
}
