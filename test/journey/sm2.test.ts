/** A site whose reports are signed with SM2: by a key of the station, without a link, and by a UKey in another process; the township verifies and keeps them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openInFolder } from '../../exchange/open-in-folder.ts';
import { setSignaturePolicy } from '../../exchange/tasks/signature-policy.ts';
import type { Exam } from '../../practice/exam.ts';
import {
  bringToWaiting,
  claim,
  examFor,
  readAndSign,
  readWhole,
  reportsAt,
  sign,
  write,
} from '../rig/line.ts';
import { runCommand } from '../rig/program.ts';
import { pinOf, type Region, type StationRig, startRegion, taskInState } from '../rig/region.ts';
import { startTcpProxy, type TcpProxy } from '../rig/tcp-proxy.ts';
import { makeUkey, type Ukey } from '../rig/ukey.ts';
import { until } from '../rig/window-client.ts';

let region: Region;
let proxy: TcpProxy;
let ukey: Ukey;
let holder: StationRig;
const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-sm2-journey-'));
beforeAll(async () => {
  region = await startRegion({
    readerThroughProxy: async (address) => {
      proxy = await startTcpProxy(address);
      return proxy.address;
    },
  });
  const opened = await openInFolder(join(region.folder, 'exchange'), false);
  if (!opened.ok) throw new Error(opened.failure.message);
  await setSignaturePolicy(opened.value.parts, 'test', { rules: [{ site: '*', algorithm: 'SM2' }] });
  await opened.value.close();
  // From now on a sign-in makes the key ahead.
  await region.reader.signIn(region.doctor);
  ukey = makeUkey(join(folder, 'ukey'), pinOf);
  holder = (await region.addReader('赵敏', 'reader', ['--signer', ukey.program])).station;
}, 300_000);
afterAll(async () => {
  await region?.stop();
  await proxy?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function verifiedAtHome(exam: Exam): Promise<void> {
  await taskInState(region.clinic, exam, 'delivered');
  const [stored] = await reportsAt(region.clinic, exam);
  expect(stored?.report.signatures.map(({ algorithm }) => algorithm)).toEqual(['SM2']);
  const path = join(folder, `${stored?.reportId}.json`);
  writeFileSync(path, JSON.stringify(stored?.report));
  const ca = join(region.folder, 'exchange', 'ca', 'ca.pem');
  const { lines } = await runCommand(['verify', path, '--ca', ca, '--json']);
  expect(lines[0]).toMatchObject({ ok: true, trusted: true, algorithm: 'SM2' });
}

test('a report goes home signed with SM2, also one that was signed without a link', async () => {
  const exam = examFor('sm2');
  await bringToWaiting(region, exam);
  await claim(region.reader, exam);
  await readWhole(region.reader, exam);
  await write(region.reader, exam, '窦性心律');
  proxy.cut();
  await until('the cut', async () => {
    const { taskId } = await taskInState(region.reader, exam);
    const given = await region.reader.window.station.worklist.claim({ taskId });
    return !given.ok && given.failure.code === 'claim-needs-link';
  });
  expect(await sign(region.reader, exam)).toMatchObject({ state: 'queued' });
  proxy.restore();
  await verifiedAtHome(exam);
}, 240_000);

test('a UKey signs from a process of its own; without it nothing is signed and nothing is lost', async () => {
  const exam = examFor('sm2-ukey');
  await bringToWaiting(region, exam);
  await claim(holder, exam);
  await readWhole(holder, exam);
  await write(holder, exam, '窦性心律');
  ukey.pullOut();
  await expect(sign(holder, exam)).rejects.toThrow(/signer-absent|UKey/);
  ukey.putIn();
  await sign(holder, exam);
  await verifiedAtHome(exam);
  // Another token is another key: it is certified at its first signature.
  ukey.change();
  const next = examFor('sm2-ukey-2');
  await bringToWaiting(region, next);
  await readAndSign(holder, next, '窦性心律');
  await verifiedAtHome(next);
}, 240_000);
