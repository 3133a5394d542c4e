/** The page of the ECG scroll bench, as text: our viewer over a day at the station's door, uPlot and plotly.js over its samples. */
export const pageText = `
import '@mantine/core/styles.css';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { MantineProvider } from '@mantine/core';
import Plotly from 'plotly.js-basic-dist-min';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { LongEcgViewer } from './renderer/viewers/ecg/long/long-ecg-viewer.tsx';
import { fetchRecordingFacts, longRecordingOf } from './renderer/screens/reading/fetch-recording.ts';

const host = document.getElementById('app');
const width = 1366, rowHeight = 150, shownSeconds = 13.6;
/** Peers hold this much around the page, as ours does, and are given the next stretch when the page leaves it. */
const heldSeconds = 60;
const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
let recording = null;
let root = null;

async function recordingOf(sha256) {
  const facts = await fetchRecordingFacts(sha256);
  recording = longRecordingOf(sha256, facts.value);
}

/** Script of one step: what runs at once and what it leaves for the microtasks behind it (React and uPlot commit there). */
async function timed(step) {
  await nextFrame();
  const from = performance.now();
  const promise = step();
  if (promise?.then) await promise;
  else await new Promise((done) => queueMicrotask(() => queueMicrotask(done)));
  return performance.now() - from;
}

async function showOurs() {
  root = createRoot(host);
  root.render(createElement(MantineProvider, { forceColorScheme: 'dark' },
    createElement('div', { style: { height: 720 } },
      createElement(LongEcgViewer, { recording, language: 'zh-CN', theme: 'paper', pixelsPerMm: 96 / 25.4 }))));
  while (document.querySelector('[data-whole="true"] canvas') === null) await nextFrame();
}

const placeNow = () => Number(document.querySelector('[data-place]').dataset.place);

/** Every frame a notch of the wheel; the glide it starts is timed where it runs, in the frame's own callback. */
async function scrollOurs(frames) {
  const paper = document.querySelector('[data-whole] canvas').parentElement;
  const times = [];
  const plain = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => plain((now) => {
    const from = performance.now();
    callback(now);
    queueMicrotask(() => queueMicrotask(() => times.push(performance.now() - from)));
  });
  const start = placeNow();
  for (let i = 0; i < frames; i++) {
    await new Promise((done) => plain(done));
    paper.dispatchEvent(new WheelEvent('wheel', { deltaY: 24, bubbles: true, cancelable: true }));
  }
  window.requestAnimationFrame = plain;
  return { times, seconds: placeNow() - start };
}

/** Every frame a page, until the day is through. */
async function pageOurs(frames) {
  const viewer = document.querySelector('[data-long]');
  const press = (key) => viewer.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  press('Home');
  const times = [];
  for (let i = 0; i < frames; i++) times.push(await timed(() => { press('PageDown'); }));
  return { times, seconds: placeNow() };
}

async function stretchAt(seconds) {
  const hz = recording.samplingHz;
  const from = Math.round(seconds * hz), to = from + heldSeconds * hz;
  const found = await recording.window(from, to, new AbortController().signal);
  const x = Float64Array.from({ length: to - from }, (_, i) => (from + i) / hz);
  return { x, leads: found.value.leads.map((lead) =>
    Float64Array.from(lead.samples, (lsb) => (lsb * lead.microvoltsPerLsb) / 1000)) };
}

async function scrollUplot(frames, perFrame) {
  let stretch = await stretchAt(0);
  const plots = stretch.leads.map((y, index) => new uPlot({
    width, height: rowHeight, legend: { show: false }, cursor: { show: false },
    scales: { x: { time: false }, y: { auto: false, range: [-2, 2] } },
    axes: [{ show: index === 2 }, { show: true }],
    series: [{}, { stroke: '#14161a', width: 1, points: { show: false } }],
  }, [stretch.x, y], host));
  const times = [];
  let base = 0;
  for (let i = 0; i < frames; i++) {
    const at = i * perFrame;
    if (at + shownSeconds > base + heldSeconds) {
      base = at;
      stretch = await stretchAt(base);
      for (const [index, plot] of plots.entries()) plot.setData([stretch.x, stretch.leads[index]], false);
    }
    times.push(await timed(() => {
      for (const plot of plots) plot.setScale('x', { min: at, max: at + shownSeconds });
    }));
  }
  for (const plot of plots) plot.destroy();
  return { times, seconds: frames * perFrame };
}

async function scrollPlotly(frames, perFrame) {
  let stretch = await stretchAt(0);
  const traces = () => stretch.leads.map((y, index) => ({ type: 'scatter', mode: 'lines', x: stretch.x, y,
    yaxis: index === 0 ? 'y' : 'y' + (index + 1), line: { width: 1, color: '#14161a' }, hoverinfo: 'skip' }));
  const layout = { width, height: 3 * rowHeight, showlegend: false, margin: { l: 30, r: 10, t: 10, b: 20 },
    xaxis: { range: [0, shownSeconds] },
    yaxis: { domain: [0.68, 1], range: [-2, 2] }, yaxis2: { domain: [0.34, 0.66], range: [-2, 2] }, yaxis3: { domain: [0, 0.32], range: [-2, 2] } };
  await Plotly.newPlot(host, traces(), layout, { displayModeBar: false, staticPlot: true });
  const times = [];
  let base = 0;
  for (let i = 0; i < frames; i++) {
    const at = i * perFrame;
    if (at + shownSeconds > base + heldSeconds) {
      base = at;
      stretch = await stretchAt(base);
      await Plotly.react(host, traces(), { ...layout, xaxis: { range: [at, at + shownSeconds] } });
    }
    times.push(await timed(() => Plotly.relayout(host, { 'xaxis.range': [at, at + shownSeconds] })));
  }
  Plotly.purge(host);
  return { times, seconds: frames * perFrame };
}

Object.assign(window, { steps: { recordingOf, showOurs, scrollOurs, pageOurs, scrollUplot, scrollPlotly } });
`;
