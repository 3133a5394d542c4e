/** The page of the ECG paint bench, as text: it is bundled for Chromium, where our painter and plotly draw the same signal. */
export const pageText = `
import Plotly from 'plotly.js-basic-dist-min';
import { usualSettings } from './renderer/viewers/ecg/display-settings.ts';
import { dragTo } from './renderer/viewers/ecg/calipers/drag-caliper.ts';
import { viewPaper, usualPixelsPerMm } from './renderer/viewers/ecg/layout/paper-view.ts';
import { prepareLayer } from './renderer/viewers/ecg/paint/canvas-layer.ts';
import { giveBackCanvas, takeCanvas } from './renderer/viewers/ecg/paint/canvas-pool.ts';
import { inks } from './renderer/viewers/ecg/paint/ink.ts';
import { paintCalipers } from './renderer/viewers/ecg/paint/paint-calipers.ts';
import { paintGrid } from './renderer/viewers/ecg/paint/paint-grid.ts';
import { warmPainter } from './renderer/viewers/ecg/paint/warm-painter.ts';
import { paintTrace } from './renderer/viewers/ecg/paint/paint-trace.ts';
import { ecgWords } from './renderer/viewers/ecg/words.ts';
import { standardLeads } from './shared/study/waveform.ts';

const samplingHz = 500;
const sampleCount = 5000;
const room = { widthPx: 1366, heightPx: 680, pixelsPerMm: usualPixelsPerMm };

function signal(index) {
  const bump = (t, centre, width) => Math.exp(-(((t - centre) / width) ** 2));
  let seed = 7 + index;
  return Int32Array.from({ length: sampleCount }, (_, i) => {
    const t = (i / samplingHz) % 0.8;
    seed = (seed * 1103515245 + 12345) % 2147483648;
    const noise = (seed / 2147483648 - 0.5) * 0.03;
    const beat = 0.13 * bump(t, 0.2, 0.025) + bump(t, 0.36, 0.011) - 0.22 * bump(t, 0.39, 0.01) + 0.28 * bump(t, 0.6, 0.05);
    return Math.round(((0.5 + 0.09 * index) * beat + noise) * 400);
  });
}
const leads = standardLeads.map((name, index) => ({
  name, samples: signal(index), microvoltsPerLsb: 2.5, baselineMicrovolts: 0, missing: [],
  filterLowHz: 0.05, filterHighHz: 150, notchHz: null,
}));
const freshGroup = () => ({ label: 'RHYTHM', samplingHz, sampleCount, leads: leads.map((lead) => ({ ...lead })) });
const millivolts = leads.map((lead) => Array.from(lead.samples, (lsb) => lsb * 0.0025));
const seconds = Array.from({ length: sampleCount }, (_, i) => i / samplingHz);
const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

function canvases() {
  const host = document.getElementById('ours');
  for (const canvas of host.querySelectorAll('canvas')) giveBackCanvas(canvas);
  return ['grid', 'trace', 'overlay'].map((layer) => {
    const canvas = takeCanvas(layer);
    canvas.style.position = 'absolute';
    host.append(canvas);
    return canvas;
  });
}

/** Layout, grid and all 60,000 samples on canvases from the pool, as the window takes them; script ms, and ms until the pixels are really there. */
function paintOurs() {
  const [grid, trace, overlay] = canvases();
  const group = freshGroup();
  const start = performance.now();
  const settings = { ...usualSettings, layout: '12x1' };
  const view = viewPaper(group, settings, room);
  const ink = inks.paper;
  const words = ecgWords['zh-CN'];
  const gridLayer = prepareLayer(grid, view.widthPx, view.heightPx, devicePixelRatio);
  paintGrid(gridLayer, view, ink);
  const traceLayer = prepareLayer(trace, view.widthPx, view.heightPx, devicePixelRatio);
  paintTrace(traceLayer, { group, view, words, ink, footText: '25 mm/s  10 mm/mV' });
  const scriptMs = performance.now() - start;
  gridLayer.context.getImageData(0, 0, 1, 1);
  traceLayer.context.getImageData(0, 0, 1, 1);
  const pixelsMs = performance.now() - start;
  const overlayLayer = prepareLayer(overlay, view.widthPx, view.heightPx, devicePixelRatio);
  return { scriptMs, pixelsMs, group, view, ink, words, overlayLayer };
}

async function dragOurs(painted, frames) {
  const { group, view, ink, words, overlayLayer } = painted;
  const cell = view.geometry.cells[1];
  const caliper = { kind: 'time', id: 1, leadName: cell.leadName, fromSample: 500, toSample: 700 };
  const grasp = { caliper, leg: 'to', cell };
  const start = { x: cell.leftMm + 35, y: cell.baselineMm };
  const script = [];
  for (let i = 0; i < frames; i++) {
    await nextFrame();
    const from = performance.now();
    const moved = dragTo(group, view.geometry, grasp, start, { x: start.x + i, y: start.y });
    paintCalipers(overlayLayer, { group, view, words, ink, calipers: [moved], selectedId: 1, leg: 'to' });
    script.push(performance.now() - from);
  }
  return mean(script);
}

function plotlyFigure() {
  const layout = { width: room.widthPx, height: room.heightPx, showlegend: false, margin: { l: 30, r: 10, t: 10, b: 20 },
    xaxis: { range: [0, 10], dtick: 0.2 }, shapes: [caliperShape(1, 1.4)] };
  const data = millivolts.map((y, index) => {
    const name = index === 0 ? 'yaxis' : 'yaxis' + (index + 1);
    layout[name] = { domain: [1 - (index + 1) / 12, 1 - index / 12], range: [-1, 2], dtick: 0.5 };
    return { type: 'scatter', mode: 'lines', x: seconds, y, xaxis: 'x', yaxis: index === 0 ? 'y' : 'y' + (index + 1),
      line: { width: 1, color: '#14161a' }, hoverinfo: 'skip' };
  });
  return { data, layout };
}
const caliperShape = (x0, x1) => ({ type: 'rect', xref: 'x', yref: 'paper', x0, x1, y0: 0, y1: 1,
  line: { width: 1, color: '#0a5bd0' } });

async function paintPlotly() {
  const host = document.getElementById('plotly');
  Plotly.purge(host);
  const { data, layout } = plotlyFigure();
  const start = performance.now();
  await Plotly.newPlot(host, data, layout, { displayModeBar: false });
  return performance.now() - start;
}

async function dragPlotly(frames) {
  const host = document.getElementById('plotly');
  const script = [];
  for (let i = 0; i < frames; i++) {
    await nextFrame();
    const from = performance.now();
    await Plotly.relayout(host, { 'shapes[0].x1': 1.4 + i / 25 });
    script.push(performance.now() - from);
  }
  return mean(script);
}

/** The steps the runner times, each answering with its wall ms. */
let painted;
window.steps = {
  oursWarm: () => {
    const start = performance.now();
    warmPainter();
    return performance.now() - start;
  },
  oursPaint: () => {
    painted = paintOurs();
    return painted.scriptMs;
  },
  oursPixels: () => painted.pixelsMs,
  oursDrag: (frames) => dragOurs(painted, frames),
  plotlyPaint: () => paintPlotly(),
  plotlyDrag: (frames) => dragPlotly(frames),
};
`;
