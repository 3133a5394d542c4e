/** Journey step 7: the ECG analysis in a thread of its own, so that no paint ever waits for it. */
import { analyseEcg } from '#shared/ecg/analyse-ecg.ts';
import type { AnalysisAnswer, AnalysisQuestion } from './analysis-message.ts';

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<AnalysisQuestion>) => void) | null;
  postMessage(answer: AnalysisAnswer): void;
};

scope.onmessage = ({ data: { id, waveform, options } }): void => {
  const result = analyseEcg(waveform, options);
  scope.postMessage({ id, result });
};
