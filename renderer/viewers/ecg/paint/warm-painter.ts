/**
 * While an ECG is still on its way, the painter is run on a scrap of canvas and the canvases of the paper are made: the first
 * real paint then costs a fraction.
 */
import { standardLeads, type WaveformGroup } from '#shared/study/waveform.ts';
import { usualSettings } from '../display-settings.ts';
import { usualPixelsPerMm, viewPaper } from '../layout/paper-view.ts';
import { ecgWords } from '../words.ts';
import { prepareLayer } from './canvas-layer.ts';
import { stockCanvases } from './canvas-pool.ts';
import { inks } from './ink.ts';
import { paintGrid } from './paint-grid.ts';
import { paintTrace } from './paint-trace.ts';

const scrapPx = 8;
/** The browser compiles a loop well only when it has been run some times: after one round a first paint takes half as long again. */
const rounds = 3;
let warmed = false;

/** Compiles the painting code, looks the fonts up and stocks canvases of the window's size, once; call it when nobody waits. */
export function warmPainter(): void {
  if (warmed) return;
  warmed = true;
  const canvas = document.createElement('canvas');
  const layer = prepareLayer(canvas, scrapPx, scrapPx, 1);
  if (layer === null) return;
  const room = { widthPx: 1366, heightPx: 680, pixelsPerMm: usualPixelsPerMm };
  const ink = inks.paper;
  for (let round = 0; round < rounds; round++) {
    for (const layout of ['12x1', '3x4+1R'] as const) {
      const group = scrapSignal();
      const view = viewPaper(group, { ...usualSettings, layout }, room);
      paintGrid(layer, view, ink);
      paintTrace(layer, { group, view, words: ecgWords['zh-CN'], ink, footText: 'mm/s mm/mV 各列' });
    }
  }
  stockCanvases(window.innerWidth, window.innerHeight, window.devicePixelRatio || 1);
}

/** Ten seconds of sawtooth, which is never shown. */
function scrapSignal(): WaveformGroup {
  const sampleCount = 5000;
  const samples = Int32Array.from({ length: sampleCount }, (_, i) => (i * 37) % 400);
  return {
    label: '',
    samplingHz: 500,
    sampleCount,
    leads: standardLeads.map((name) => ({
      name,
      samples,
      microvoltsPerLsb: 2.5,
      baselineMicrovolts: 0,
      missing: [],
      filterLowHz: null,
      filterHighHz: null,
      notchHz: null,
    })),
  };
}
