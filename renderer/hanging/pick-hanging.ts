/** How a study hangs when it is opened: the protocol that fits best says the layout and which series lies where. */

import type { HangingLayout, HangingProtocol } from '#shared/study/hanging-protocol.ts';
import type { Study } from '#shared/study/study.ts';
import { fitProtocol, type HungItem } from './fit-protocol.ts';
import { builtInProtocols } from './protocols.ts';

export interface Hanging {
  readonly layout: HangingLayout;
  /** Per pane in reading order; a series may stand twice, with another picture to start on. */
  readonly panes: readonly HungItem[];
  /** Name of the protocol; empty when none was asked, as for a study without pictures. */
  readonly protocol: string;
}

/**
 * The protocol with the highest score hangs the study; of equals the earlier in the list, so that what the reader saved (`saved`)
 * goes before what the house brings along. A study without pictures hangs its first series, so that its card is shown.
 */
export function pickHanging(study: Study, saved: readonly HangingProtocol[] = []): Hanging {
  let best: { readonly hanging: Hanging; readonly score: number } | null = null;
  for (const protocol of [...saved, ...builtInProtocols]) {
    const fit = fitProtocol(protocol, study);
    if (fit === null || (best !== null && fit.score <= best.score)) continue;
    const hanging = { layout: protocol.layout, panes: fit.panes, protocol: protocol.name };
    best = { hanging, score: fit.score };
  }
  if (best !== null) return best.hanging;
  const [first] = study.series;
  const panes = first ? [{ seriesInstanceUid: first.seriesInstanceUid, startIndex: 0 }] : [];
  return { layout: '1x1', panes, protocol: '' };
}
