/** The image viewer alone on a page, for its tests and benches: study from /study.json, objects from /objects/HASH. */
import { Enums, eventTarget } from '@cornerstonejs/core';
import type { JSX } from 'react';
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
/** What the monitor's greys are corrected by: the square root, where it is asked for. */
const greys = asked.has('greys')
  ? Array.from({ length: 256 }, (_, level) => Math.round(Math.sqrt(level / 255) * 255))
  : null;
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
  open: (study) => {
    const [own, beside] = asked.has('beside') ? apart(study) : [study, null];
    root.render(
      <div style={{ display: 'flex', height: '100%' }}>
        {viewerOf(own, true)}
        {beside !== null && viewerOf(beside, false)}
      </div>,
    );
  },
  close: () => root.render(null),
};

/** The first series alone, and the others as a study of their own. */
function apart(study: Study): readonly [Study, Study] {
  const [first, ...others] = study.series;
  return [
    { ...study, series: first === undefined ? [] : [first] },
    { ...study, studyInstanceUid: `${study.studyInstanceUid}.9`, series: others },
  ];
}

function viewerOf(study: Study, hasKeys: boolean): JSX.Element {
  return (
    <div style={{ flex: 1, minWidth: 0 }} data-viewer={hasKeys ? 'own' : 'beside'}>
      <ImageViewer
        study={study}
        linkRoom="trial"
        keyboard={hasKeys}
        objectUrl={objectUrl}
        language={language}
        keymap={trial.keymap}
        pixelsPerMm={pixelsPerMm}
        greys={greys}
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
      />
    </div>
  );
}

declare global {
  interface Window {
    trial: Trial;
  }
}

window.trial = trial;
if (!asked.has('wait')) trial.open(await trial.load());
