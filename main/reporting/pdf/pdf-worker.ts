/** Thread that draws report PDFs, so that a big font never holds up the station's clocks. One message in, one out. */
import { parentPort } from 'node:worker_threads';
import { drawReport } from './draw-report.ts';
import { reportFonts } from './fonts.ts';
import type { ReportPdfInput } from './report-pdf-input.ts';

parentPort?.on('message', async ({ number, input }: { number: number; input: ReportPdfInput }) => {
  try {
    const { pdf, substituted } = await drawReport(input);
    parentPort?.postMessage({ number, pdf, substituted });
  } catch (error) {
    parentPort?.postMessage({
      number,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
});

// Parsed before the first report asks for them; what fails here fails again, in words, when it is drawn.
try {
  reportFonts();
} catch {}
