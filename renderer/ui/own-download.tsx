/** A part of the window that is fetched apart from the rest: drawn at once when it has been loaded ahead, waited for when not. */
import { type ComponentType, lazy, useState } from 'react';

export interface OwnDownload<Props extends object> {
  (props: Props): React.ReactNode;
  /** Fetches it while nobody waits. Rejects as `import()` does; the next drawing tries again. */
  readonly loadAhead: () => Promise<void>;
}

/**
 * A bare `lazy` suspends for a moment even when its script is here, and React holds the second of two quick suspensions back
 * for 300 ms (its FALLBACK_THROTTLE_MS): a loaded part must not suspend at all.
 */
export function ownDownload<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): OwnDownload<Props> {
  let loaded: ComponentType<Props> | undefined;
  const fetchOnce = async (): Promise<{ default: ComponentType<Props> }> => {
    loaded ??= await load();
    return { default: loaded };
  };
  const Waiting = lazy(fetchOnce) as unknown as ComponentType<Props>;
  function OwnDownloadPart(props: Props): React.ReactNode {
    // Chosen once for each mounting: a part must not be built anew because its script arrived.
    const [{ Part }] = useState(() => ({ Part: loaded ?? Waiting }));
    return <Part {...props} />;
  }
  return Object.assign(OwnDownloadPart, {
    loadAhead: async (): Promise<void> => {
      await fetchOnce();
    },
  });
}
