/** What stands around a picture waits for the first one: on a weak machine building and painting it would delay it noticeably. */
import { useEffect, useState } from 'react';
import { afterPaint } from './after-paint.ts';

/** A picture that takes longer than this must not keep the reader from the tools, in ms. */
const longest = 1200;

/** True once the frame after `ready` has been drawn, or after a while of being `seen`. */
export function useDressed(ready: boolean, seen = true): boolean {
  const [dressed, setDressed] = useState(false);
  useEffect(() => {
    if (dressed || !seen) return;
    if (ready) return afterPaint(() => setDressed(true), longest);
    const timer = setTimeout(() => setDressed(true), longest);
    return () => clearTimeout(timer);
  }, [ready, dressed, seen]);
  return dressed;
}
