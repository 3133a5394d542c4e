/** Loads plotly.js when a chart is first opened; its own style element gets the page's nonce before it asks for one. */
import { getNonce } from 'get-nonce';
import type Plotly from 'plotly.js';

let loading: Promise<typeof Plotly> | null = null;

export function loadPlotly(): Promise<typeof Plotly> {
  loading ??= (async () => {
    const style = document.createElement('style');
    style.id = 'plotly.js-style-global';
    style.nonce = getNonce() ?? '';
    document.head.append(style);
    return (await import('plotly.js-basic-dist-min')).default;
  })();
  return loading;
}
