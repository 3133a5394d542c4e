/** The image viewer alone on a page, for its tests and benches: study from /study.json, objects from /objects/HASH. */
import { Enums, eventTarget } from '@cornerstonejs/core';
import { createRoot } from 'react-dom/client';
import { builtInKeymap, type Keymap } from '#shared/contract/keymap.ts';
import type { Language } from '#shared/failure.ts';
import { applyMark, type Marks, noMarks } from '#shared/measure/marking.ts';
import { type Study, studySchema } from '#shared/study/study.ts';
import { ImageViewer } from '../image-viewer.tsx';
import { prefetchStudy } from '../prefetch-study.ts';
import { withProtocol } from '../save-layout.ts';
import { warmEngine } from '../warm-engine.ts';

const asked = new URLSearchParams(location.search);
const language: Language = asked.get('lang') === 'en' ? 'en' : 'zh-CN';
/** Millimetres of a pixel of the monitor, as its ruler would tell. */
const pitch = Number(asked.get('pitch') ?? 'NaN');
const pixelsPerMm = pitch > 0 ? 1 / pitch : null;
// As the window does at sign-in: the engine starts while the study is asked for.
void warmEngine();
const root = createRoot(document.getElementById('root') as HTMLElement);
const objectUrl = (sha256: string): string => `/objects/${sha256}`;

interface Trial {
  readonly shown: string[];
  readonly measured: string[];
  /** As the events so far make them. */
  marks: Marks;
  firstImageMs: number | null;
  /** The reader's own way, as it is kept for him; his layouts join it. */
  keymap: Keymap;
  readonly load: () => Promise<Study>;
  readonly prefetch: (study: Study, count: number) => Promise<void>;
  readonly open: (study: Study) => void;
  readonly close: () => void;
}

const trial: Trial = {
  shown: [],
  measured: [],
  marks: noMarks,
  firstImageMs: null,
  keymap: builtInKeymap,
  load: async () => studySchema.parse(await (await fetch('/study.json')).json()),
  prefetch: (study, count) =>
    new Promise((resolve) => {
      let added = 0;
      eventTarget.addEventListener(Enums.Events.IMAGE_CACHE_IMAGE_ADDED, () => {
        added += 1;
        if (added === count) resolve();
      });
      prefetchStudy(study, objectUrl);
    }),
  open: (study) =>
    root.render(
      <ImageViewer
        study={study}
        objectUrl={objectUrl}
        language={language}
        keymap={trial.keymap}
        pixelsPerMm={pixelsPerMm}
        onLayout={(protocol) => {
          trial.keymap = { ...trial.keymap, hangings: withProtocol(trial.keymap.hangings ?? [], protocol) };
        }}
        onImagesShown={(uids) => trial.shown.push(...uids)}
        onMeasured={(text) => trial.measured.push(text)}
        onMark={(event) => {
          trial.marks = applyMark(trial.marks, event);
        }}
        onFirstImage={(ms) => {
          trial.firstImageMs = ms;
        }}
      />,
    ),
  close: () => root.render(null),
};

declare global {
  interface Window {
    trial: Trial;
  }
}

window.trial = trial;
if (!asked.has('wait')) trial.open(await trial.load());
