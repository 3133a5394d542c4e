/** Renders a report's PDF in a thread of its own (journey step 10, before the signature: the signature covers its hash). */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { ReportPdfInput } from './report-pdf-input.ts';

export type { ReportPdfInput } from './report-pdf-input.ts';

export interface ReportPdf {
  readonly pdf: Uint8Array;
  /** Code points that no installed font could write, printed as [U+XXXX]. */
  readonly substituted: readonly string[];
}

export interface PdfRenderer {
  /** A4 PDF with embedded Chinese fonts. Fails with 'internal' when drawing fails; never throws. */
  render(input: ReportPdfInput): Promise<Result<ReportPdf>>;
  /** Starts the thread, where it does not run yet: somebody is about to sign. */
  warm(): void;
  stop(): Promise<void>;
}

type Answer = { number: number; pdf?: Uint8Array; substituted?: string[]; error?: string };

/** The thread starts with the first report and stays, so that fonts are parsed once; a dead thread is replaced. */
export function createPdfRenderer(): PdfRenderer {
  const waiting = new Map<number, (answer: Answer) => void>();
  let worker: Worker | null = null;
  let next = 1;

  const failAll = (reason: string): void => {
    worker = null;
    for (const [number, settle] of waiting) settle({ number, error: reason });
    waiting.clear();
  };

  const start = (): Worker => {
    const started = new Worker(workerFile(), { resourceLimits: { maxOldGenerationSizeMb: 512 } });
    started.unref();
    started.on('message', (answer: Answer) => {
      waiting.get(answer.number)?.(answer);
      waiting.delete(answer.number);
      if (waiting.size === 0) started.unref();
    });
    started.on('error', (error) => failAll(String(error)));
    started.on('exit', () => failAll('the drawing thread ended'));
    return started;
  };

  return {
    async render(input) {
      worker ??= start();
      const thread = worker;
      const number = next++;
      const answer = await new Promise<Answer>((resolve) => {
        waiting.set(number, resolve);
        thread.ref();
        thread.postMessage({ number, input });
      });
      if (!answer.pdf) return fail(failure('internal', { detail: answer.error ?? 'PDF' }));
      return ok({ pdf: answer.pdf, substituted: answer.substituted ?? [] });
    },
    warm() {
      worker ??= start();
    },
    async stop() {
      await worker?.terminate();
    },
  };
}

/** Renders once with a thread of its own; for the command line. */
export async function renderReportPdf(input: ReportPdfInput): Promise<Result<ReportPdf>> {
  const renderer = createPdfRenderer();
  const rendered = await renderer.render(input);
  await renderer.stop();
  return rendered;
}

/** Beside this file in a checkout (.ts), beside the bundle in the pack (pdf-worker.mjs). */
function workerFile(): string {
  const source = fileURLToPath(new URL('./pdf-worker.ts', import.meta.url));
  return existsSync(source) ? source : fileURLToPath(new URL('./pdf-worker.mjs', import.meta.url));
}
