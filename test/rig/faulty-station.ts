/** A whole clinic station as a process of its own, to be killed, stopped and hurt, and senders that keep a ledger. */

import { type DataSetFacts, makeDataSet, makeFacts } from '../main/intake/rig/data-set.ts';
import { associate, readStatus, storeMessage } from '../main/intake/rig/raw-scu.ts';
import { hashOf } from './archive-ledger.ts';
import { type Program, startProgram } from './program.ts';

/** SOP Instance UID → SHA-256 of the data set, for everything that was answered with success. */
export type Ledger = Map<string, string>;

/** Starts on `folder`; the exchange is never there, since nothing listens on port 9. */
export function startFaulty(folder: string): Promise<Program> {
  return startProgram([
    'station',
    ...['--data', folder, '--role', 'clinic', '--exchange', 'http://127.0.0.1:9', '--token', 'secret'],
    ...['--dicom', '127.0.0.1:0', '--aet', 'YUANZHEN', '--allow', 'any', '--name', '青石卫生院'],
  ]);
}

export interface Sender {
  /** Pushes until the association breaks or `more` says stop; what was not answered is sent again first. */
  readonly push: (address: string, more?: () => boolean) => Promise<void>;
  /** Statuses that were no success, as they came. */
  readonly refusals: number[];
}

export function makeSender(calling: string, ledger: Ledger, sizes: readonly number[] = [20_000]): Sender {
  let unanswered: DataSetFacts | null = null;
  let sent = 0;
  // A UID has only digits and dots.
  const number = [...calling].map((letter) => letter.charCodeAt(0)).join('');
  const refusals: number[] = [];
  return {
    refusals,
    push: async (address, more = () => true) => {
      try {
        const scu = await associate(address, { calling });
        while (more()) {
          sent += 1;
          const facts: DataSetFacts =
            unanswered ??
            makeFacts({
              pixelBytes: sizes[sent % sizes.length] ?? 20_000,
              studyInstanceUid: `1.2.3.${process.pid}.${number}.${Math.floor(sent / 40)}`,
              seriesInstanceUid: `1.2.3.${process.pid}.${number}.${Math.floor(sent / 40)}.1`,
              fill: sent % 251,
            });
          unanswered = facts;
          const dataSet = makeDataSet(facts);
          scu.write(storeMessage(facts, dataSet, { fragments: Math.ceil(dataSet.length / 6000), perPdu: 2 }));
          const status = await readStatus(scu);
          if (status === 0) ledger.set(facts.sopInstanceUid, hashOf(dataSet));
          else refusals.push(status);
          if (status !== 0) await new Promise((resolve) => setTimeout(resolve, 20));
          unanswered = status === 0 ? null : facts;
        }
        scu.socket.destroy();
      } catch {
        // The station was killed or cut the association: that is what the tests are about.
      }
    },
  };
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
