import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allWords } from '../../renderer/i18n/all-words.ts';
import { stationContract } from '../../shared/contract/index.ts';
import { root } from './source-files.ts';

const stages = ['intake', 'archive', 'worklist', 'reading', 'reporting', 'signing', 'dispatch'];

/** The house's Chinese words (docs/glossary.md): key in the window's words → the word that must stand there. */
const glossary: Record<string, string> = {
  'state.arriving': '传输中',
  'state.waiting': '待诊断',
  'state.reading': '诊断中',
  'state.preliminary': '初步报告',
  'state.reviewing': '待审核',
  'state.signed': '已签发',
  'state.delivered': '已送达',
  'state.received': '已签收',
  'state.cancelled': '已撤销',
  'state.withdrawn': '已撤回',
  overdue: '超时',
  'worklist.claim': '接诊',
  'worklist.release': '放弃接诊',
  'worklist.takeOver': '接手',
  'worklist.column.site': '医疗机构',
  'dispatch.acknowledge': '签收',
  'reporting.draft': '草稿(未发布)',
  'reporting.findings.imaging': '影像所见',
  'reporting.findings.ecg': '心电图所见',
  'reporting.impression.imaging': '诊断意见',
  'reporting.impression.ecg': '心电图诊断',
  'dispatch.signer.author': '报告医师',
  'dispatch.signer.reviewer': '审核医师',
  'intake.order': '申请单',
};

describe('the words of the house', () => {
  it('each stage is a folder of the station and of its tests', () => {
    for (const stage of stages) {
      expect(existsSync(join(root, 'main', stage)), `main/${stage}`).toBe(true);
      if (stage !== 'archive') expect(stage in stationContract, `contract of ${stage}`).toBe(true);
    }
  });

  it('the screens are named for their stages', () => {
    for (const stage of stages.filter((stage) => stage !== 'archive'))
      expect(existsSync(join(root, 'renderer', 'screens', stage)), `renderer/screens/${stage}`).toBe(true);
  });

  it('the Chinese window uses the glossary', () => {
    const chinese = allWords['zh-CN'];
    expect(Object.fromEntries(Object.keys(glossary).map((key) => [key, chinese[key]]))).toEqual(glossary);
  });

  it('English is complete', () => {
    expect(Object.keys(allWords.en).sort()).toEqual(Object.keys(allWords['zh-CN']).sort());
    expect(Object.values(allWords.en).filter((word) => /[\u4e00-\u9fff]/.test(word))).toEqual([]);
  });
});
