/** Member, task and other ids: opaque, short enough to read aloud, without underscore. */
import { randomBytes } from 'node:crypto';

export function makeId(prefix: string): string {
  return `${prefix}-${randomBytes(8).toString('hex')}`;
}
