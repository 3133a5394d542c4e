import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { paperCode, readPaperCode } from '#shared/report/paper-code.ts';
import { reportBody } from '../../builders/report.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

it('names report, version and a hash of what is printed, and nothing of the patient', () => {
  const body = reportBody();
  const code = paperCode(body, sha256);
  expect(code).toMatch(/^yuanzhen:report:report-1:1:[0-9a-f]{32}$/);
  const { name, id, birthDate } = body.patient;
  for (const secret of [name, id, String(birthDate)]) expect(code).not.toContain(secret);
});

it('is the same before and after the PDF is drawn, and another when a word is another', () => {
  const body = reportBody();
  const { pdfSha256: _pdf, ...undrawn } = body;
  expect(paperCode(undrawn, sha256)).toBe(paperCode(body, sha256));
  const changed = { ...body, content: { ...body.content, impression: '右侧基底节区脑出血。' } };
  expect(paperCode(changed, sha256)).not.toBe(paperCode(body, sha256));
});

it('is read back from a scanner, and nothing else is', () => {
  const code = paperCode(reportBody(), sha256);
  expect(readPaperCode(`${code}\r\n`)).toEqual({ reportId: 'report-1', version: 1, code });
  for (const other of [
    '',
    code.slice(0, -1),
    `${code}0`,
    code.replace(':1:', ':0:'),
    `x${code}`,
    '6901234567892',
  ])
    expect(readPaperCode(other)).toBeNull();
});
