/**
 * Grey pictures by the monitor's table (PS3.14), laid over the finished canvas: what is drawn, read off and saved stays as it was,
 * and without a table nothing lies between the picture and the screen.
 */
import { type CSSProperties, type JSX, useId, useMemo } from 'react';

export interface GreyFilter {
  /** For the viewer's root: which filter its grey canvases take. */
  readonly marks: { readonly 'data-greys'?: true; readonly style?: CSSProperties };
  readonly filter: JSX.Element | null;
}

/** `greys`: the level to show for each of 256; null for no filter. */
export function useGreyFilter(greys: readonly number[] | null): GreyFilter {
  const id = `yz-greys-${useId().replace(/\W/g, '')}`;
  return useMemo(() => {
    if (greys === null) return { marks: {}, filter: null };
    // Chromium cuts what it works out of the table down to a whole level: a little more than the level is the level.
    const table = greys.map((level) => (level + 0.25) / 255).join(' ');
    return {
      marks: { 'data-greys': true, style: { '--yz-greys': `url(#${id})` } as CSSProperties },
      filter: (
        <svg className="yz-greys" aria-hidden="true">
          <filter id={id} colorInterpolationFilters="sRGB">
            <feComponentTransfer>
              <feFuncR type="table" tableValues={table} />
              <feFuncG type="table" tableValues={table} />
              <feFuncB type="table" tableValues={table} />
            </feComponentTransfer>
          </filter>
        </svg>
      ),
    };
  }, [greys, id]);
}
