/** Exams leave the practice township as real ones do: DCMTK receives them by association, and a folder gets whole files. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataSetOf } from '../../../practice/dicom/write-file.ts';
import type { Exam } from '../../../practice/exam.ts';
import { generateExam } from '../../../practice/generate-exam.ts';
import { dropIntoFolder } from '../../../practice/push/drop-into-folder.ts';
import { sendByDicom } from '../../../practice/push/send-by-dicom.ts';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof at === 'object' && at !== null ? at.port : 0;
}

async function untilOpen(port: number): Promise<void> {
  for (;;) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
    if (open) return;
    await new Promise((resume) => setTimeout(resume, 50));
  }
}

describe('the push', () => {
  let folder: string;
  let receiver: ChildProcess;
  let port: number;
  let exam: Exam;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'practice-push-'));
    exam = generateExam({ seed: 'push', kind: 'ecg', now: new Date(2026, 10, 23, 8) });
    port = await freePort();
    receiver = spawn('storescp', ['+B', '-od', folder, '-aet', 'CLINIC', String(port)], { stdio: 'ignore' });
    await untilOpen(port);
  });
  afterAll(() => {
    receiver.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  const to = (calledAet: string, at: number) => ({
    host: '127.0.0.1',
    port: at,
    calledAet,
    callingAet: 'PRACT_ECG',
  });

  it('stores every object at DCMTK, byte for byte', async () => {
    const sent = await sendByDicom(exam.objects, to('CLINIC', port));
    expect(sent).toEqual({ ok: true, value: { stored: exam.objects.length } });
    const kept = readdirSync(folder).filter((name) => name.includes('2.25.'));
    expect(kept).toHaveLength(1);
    const bytes = readFileSync(join(folder, kept[0] as string));
    const expected = Buffer.from(dataSetOf((exam.objects[0] as Exam['objects'][number]).bytes));
    expect(bytes.subarray(bytes.length - expected.length).equals(expected)).toBe(true);
  });

  it('says so when nobody listens, and when the peer rejects or hangs up', async () => {
    const nobody = await sendByDicom(exam.objects, to('CLINIC', await freePort()));
    expect(!nobody.ok && nobody.failure.code).toBe('practice-push-failed');
    const rude = createServer((socket) => socket.once('data', () => socket.destroy()));
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
    const at = rude.address();
    const hungUp = await sendByDicom(exam.objects, to('X', typeof at === 'object' && at ? at.port : 0));
    expect(!hungUp.ok && hungUp.failure.code).toBe('practice-push-failed');
    rude.close();
  });

  it('leaves whole files in the folder and nothing half written', async () => {
    const drop = join(folder, 'watched');
    const dropped = await dropIntoFolder(exam.objects, drop, exam.order.accessionNumber);
    expect(dropped).toEqual({ ok: true, value: { stored: 1 } });
    const names = readdirSync(drop);
    expect(names).toEqual([`practice-${exam.order.accessionNumber}-ecg-1-0001.dcm`]);
    const bytes = readFileSync(join(drop, names[0] as string));
    expect(bytes.equals(Buffer.from((exam.objects[0] as Exam['objects'][number]).bytes))).toBe(true);
  });
});
