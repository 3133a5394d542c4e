/** Thread of soak `files`: reads one mutated file by every way the station has, and says when something was thrown. */
import { parentPort } from 'node:worker_threads';
import { documentIn } from '#shared/formats/document/find-document.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { inspectBytes } from '#shared/formats/inspect-bytes.ts';
import { inflateBounded } from '../../main/bytes/inflate-bounded.ts';
import { describeArrival } from '../../main/intake/describe-arrival.ts';

const options = { inflate: inflateBounded, limitBytes: 512 * 1024 * 1024 };

// Loading takes its time on a busy machine; the watchdog runs from here on.
parentPort?.postMessage('ready');
parentPort?.on('message', (given: Uint8Array) => {
  const bytes = Buffer.from(given);
  const outcome = { error: null as string | null, accepted: false };
  try {
    outcome.accepted = inspectBytes(bytes, options).ok;
    describeArrival(bytes);
    readEcgFile(bytes, options);
    documentIn(bytes);
  } catch (error) {
    outcome.error = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  parentPort?.postMessage(outcome);
});
