import { expect, test } from 'vitest';
import { changedConclusions, changesMeaning, conclusionsOf } from '../../../shared/report/conclusions.ts';

const said = (impression: string) => ({ impression });

test('an ECG concludes in codes of the library, the longest term first, and by its words where no term fits', () => {
  expect(
    conclusionsOf('ecg', said('窦性心律不齐;二度Ⅰ型窦房传导阻滞\n某种未收录的改变')).map((one) => one.code),
  ).toEqual(['SARRH', 'SAB2I', '某种未收录的改变']);
});

test('wording, order, numbering and punctuation are no change of meaning; another conclusion is', () => {
  expect(changesMeaning('ecg', said('窦性心律,心率 75 次/分'), said('窦性心律,心率 76 次/分。'))).toBe(false);
  expect(changesMeaning('imaging', said('1. 右肺结节\n2. 胆囊结石'), said('胆囊结石;右肺结节。'))).toBe(
    false,
  );
  expect(changedConclusions('imaging', said('右肺结节'), said('左肺结节。胆囊结石'))).toEqual({
    removed: [{ code: '右肺结节', text: '右肺结节' }],
    added: [
      { code: '左肺结节', text: '左肺结节' },
      { code: '胆囊结石', text: '胆囊结石' },
    ],
  });
  expect(changesMeaning('ecg', said('窦性心律'), said('窦性心动过速'))).toBe(true);
});
