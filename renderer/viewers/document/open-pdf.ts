/**
 * A PDF as pages on a canvas, by pdf.js in a worker of our own origin. Nothing in it is run: no scripts, forms, links or
 * attachments are built, and the policy of the page allows no eval. Loaded only when a PDF is opened.
 */
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { boundedScale, type PageSource } from './page-source.ts';

/** A cart's report has a few pages; a book of thousands is not paged through here. */
const mostPages = 200;
/** CSS pixels for one point. */
const pixelsPerPoint = 96 / 72;

/** Fails with picture-damaged. */
export async function openPdf(bytes: Uint8Array): Promise<Result<PageSource>> {
  const port = new Worker(workerUrl, { type: 'module' });
  const worker = pdfjs.PDFWorker.fromPort({ port });
  const end = (): void => {
    worker.destroy();
    port.terminate();
  };
  try {
    const loaded = await pdfjs.getDocument({
      data: bytes.slice(),
      worker,
      isEvalSupported: false,
      enableXfa: false,
      disableAutoFetch: true,
      stopAtErrors: false,
      maxImageSize: 100_000_000,
      canvasMaxAreaInBytes: 192_000_000,
      // Fonts that are not embedded (STSong-Light in many carts' PDFs) need their character maps.
      cMapUrl: `${window.location.origin}/pdf/cmaps/`,
      cMapPacked: true,
      standardFontDataUrl: `${window.location.origin}/pdf/standard_fonts/`,
      useSystemFonts: true,
    }).promise;
    const pages = Math.min(loaded.numPages, mostPages);
    const first = await loaded.getPage(1);
    first.cleanup();
    return ok({
      pages,
      allPages: loaded.numPages,
      page: async (index) => {
        const { width, height } = (await loaded.getPage(index + 1)).getViewport({ scale: pixelsPerPoint });
        return { width, height };
      },
      paint: async (index, canvas, wanted, quarterTurns, signal) => {
        const page = await loaded.getPage(index + 1);
        const plain = page.getViewport({ scale: pixelsPerPoint });
        const scale = boundedScale(plain.width, plain.height, wanted) * pixelsPerPoint;
        const viewport = page.getViewport({ scale, rotation: (page.rotate + quarterTurns * 90) % 360 });
        const context = canvas.getContext('2d');
        if (context === null || signal.aborted) return;
        canvas.width = Math.max(1, Math.round(viewport.width));
        canvas.height = Math.max(1, Math.round(viewport.height));
        const task = page.render({
          canvasContext: context,
          viewport,
          annotationMode: pdfjs.AnnotationMode.DISABLE,
        });
        signal.addEventListener('abort', () => task.cancel(), { once: true });
        await task.promise.catch((error: unknown) => {
          if (!signal.aborted) throw error;
        });
      },
      close: () => {
        void loaded.destroy().finally(end);
      },
    });
  } catch {
    end();
    return fail(failure('picture-damaged', { format: 'PDF' }));
  }
}
