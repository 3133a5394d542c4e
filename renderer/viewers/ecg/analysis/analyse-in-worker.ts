/** Asks the analysis thread; one thread for the window, started at the first question and anew after it broke. */
import type { AnalysisOptions, EcgAnalysis } from '#shared/ecg/analysis.ts';
import { failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import type { Waveform } from '#shared/study/waveform.ts';
import type { AnalysisAnswer, AnalysisQuestion } from './analysis-message.ts';

let worker: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, (result: Result<EcgAnalysis>) => void>();

/** Answers as `analyseEcg` does; a thread that breaks answers `internal` to everybody who waits for it. */
export function analyseInWorker(waveform: Waveform, options: AnalysisOptions): Promise<Result<EcgAnalysis>> {
  return new Promise((resolve) => {
    const id = ++lastId;
    waiting.set(id, resolve);
    const question: AnalysisQuestion = { id, waveform, options };
    worker ??= startWorker();
    worker.postMessage(question);
  });
}

function startWorker(): Worker {
  const started = new Worker(new URL('./analyse-worker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<AnalysisAnswer>): void => {
    waiting.get(data.id)?.(data.result);
    waiting.delete(data.id);
  };
  started.onerror = (event): void => {
    started.terminate();
    if (worker === started) worker = null;
    const broken = fail(failure('internal', { detail: event.message || 'ECG analysis' }));
    for (const answer of waiting.values()) answer(broken);
    waiting.clear();
  };
  return started;
}
