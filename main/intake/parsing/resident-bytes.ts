/** How much memory another process has in use, where the system tells without a program of its own. */
import { readFileSync } from 'node:fs';

/** Bytes; null on systems without /proc and for a process that is gone. */
export function residentBytes(pid: number): number | null {
  try {
    const match = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return match === null ? null : Number(match[1]) * 1024;
  } catch {
    return null;
  }
}
