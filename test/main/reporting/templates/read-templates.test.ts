/** Journey step 8: template files as they are brought in: our own JSON and IHE MRRT, hostile ones too. */
import { expect, it } from 'vitest';
import type { ReadTemplates } from '#shared/contract/reporting.ts';
import { builtInTemplates } from '../../../../main/reporting/phrases/built-in-templates.ts';
import { readTemplates } from '../../../../main/reporting/templates/read-templates.ts';
import {
  chineseWrist,
  germanAbdomen,
  hostileNesting,
  hostileScripts,
  radReportChest,
} from './mrrt-templates.ts';

const read = (text: string): ReadTemplates => {
  const answer = readTemplates('given.html', text);
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
  return answer.value;
};
const nothing = { scripts: 0, handlers: 0, remote: 0, others: 0 };

it('reads a template as RadReport writes it: sections, a number with its unit, choices, preset text', () => {
  const { templates, removed } = read(radReportChest);
  expect(removed).toEqual(nothing);
  expect(templates).toEqual([
    {
      name: 'CT Chest Nodule Follow-up',
      kind: 'imaging',
      modality: 'CT',
      bodyPart: 'CT Chest Nodule Follow-up',
      language: 'en',
      content: {
        findings:
          'Lungs:\nNodule of 【 】mm in the 【left upper lobe/right upper lobe】.\nPleura:\nNo effusion.',
        impression: 'Stable nodule.',
        recommendation: '',
      },
      source: 'IHE MRRT · CT Chest Nodule Follow-up · Radiological Society',
    },
  ]);
});

it('reads a German one and a Chinese one by the names of their sections', () => {
  expect(read(germanAbdomen).templates[0]).toMatchObject({
    modality: 'US',
    content: {
      findings: 'Leber: 【normal groß/vergrößert】\nGallenblase: 【 】 Konkrement',
      impression: 'Unauffälliger Befund.',
      recommendation: 'Keine.',
    },
  });
  expect(read(chineseWrist).templates[0]).toMatchObject({
    name: '腕关节平片 DR',
    modality: 'DX',
    content: { findings: '【左/右】腕关节诸骨骨质结构完整。', impression: '未见明确骨折。' },
  });
});

it('takes scripts, handlers and whatever is fetched out of hostile ones, and says how many', () => {
  const scripts = read(hostileScripts);
  expect(scripts.templates[0]?.content).toMatchObject({ impression: 'Normal MR brain.' });
  expect(scripts.templates[0]?.content.findings).toBe(
    'No mass.\nNormal.link'.replace('\nNormal.link', ' Normal. link'),
  );
  expect(scripts.removed.scripts).toBeGreaterThanOrEqual(4);
  expect(scripts.removed.handlers).toBeGreaterThanOrEqual(6);
  expect(scripts.removed.remote).toBeGreaterThanOrEqual(6);
  const nested = read(hostileNesting);
  // What was text stays text: it is shown as letters, never as an element.
  expect(nested.templates[0]?.content.findings).toContain('5 < 6 mm');
  for (const { templates } of [scripts, nested]) {
    const { content, ...about } = templates[0] ?? { content: null };
    expect(JSON.stringify(about)).not.toMatch(/<|evil|stolen/);
    // A field's own text and an escaped text are letters: a report is never shown as HTML.
    const letters = content?.findings.replace(/<img src=x onerror=window\.stolen=1[34]>/g, '');
    expect(letters).not.toMatch(/<\w|evil\.example/);
  }
});

it('reads its own JSON back to the letter, and refuses what is neither', () => {
  const templates = builtInTemplates.map(
    ({ templateId: _id, builtIn: _builtIn, shared: _shared, ...form }) => form,
  );
  const file = { format: 'yuanzhen-templates', formatVersion: 1, edition: 'x', templates };
  expect(read(JSON.stringify(file))).toEqual({ templates, removed: nothing });
  const codes = [
    JSON.stringify({ ...file, formatVersion: 2 }),
    '{"format":',
    '<html><body><p></p></body></html>',
    'plain words',
  ].map((text) => {
    const answer = readTemplates('given', text);
    return answer.ok ? 'read' : answer.failure.code;
  });
  expect(codes).toEqual(Array(4).fill('template-unreadable'));
});
