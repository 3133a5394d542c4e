/** A parsing process that misbehaves as the file's name says: hang, hog, die; anything else is of unknown format. */
import { failure } from '#shared/failure.ts';
import { fail } from '#shared/result.ts';
import { type ParseOrder, parserReady } from '../../../../main/intake/parsing/parse-message.ts';

process.on('message', ({ number, path }: ParseOrder) => {
  const hoard: Buffer[] = [];
  if (path.includes('die')) process.exit(3);
  while (path.includes('hang'));
  while (path.includes('hog')) hoard.push(Buffer.alloc(16 * 1024 * 1024, 1));
  process.send?.({ number, described: fail(failure('format-unknown')) });
});
process.on('disconnect', () => process.exit(0));
process.send?.(parserReady);
