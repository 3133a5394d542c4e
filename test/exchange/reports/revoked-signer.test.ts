/** A person's certificates are revoked: the exchange takes nothing that is signed with them from then on, and `yuanzhen verify` says so offline. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Report } from '#shared/report/report.ts';
import { certifyKey } from '../../../main/signing/certify-key.ts';
import { createKey } from '../../../main/signing/create-key.ts';
import { signPdf } from '../../../main/signing/pades/sign-pdf.ts';
import { holdP256Key } from '../../../main/signing/signers/p256-key.ts';
import {
  addCast,
  type Cast,
  claim,
  makePen,
  realClock,
  sendWholeStudy,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';
import { runCommand } from '../../rig/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-revoked-'));
let exchange: TestExchange;
let cast: Cast;
beforeAll(async () => {
  // The command that revokes goes by the machine's own time.
  exchange = await startTestExchange({}, realClock);
  cast = await addCast(exchange);
});
afterAll(async () => {
  await exchange?.stop();
  rmSync(folder, { recursive: true });
});

const file = (name: string, bytes: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

it('refuses what is signed after the revocation, lets stand what was signed before, takes a new key; verify says the same', async () => {
  const [doctor] = cast.doctors;
  if (doctor === undefined) throw new Error('a doctor is needed');
  const pen = await makePen(exchange, doctor);
  const held = async (by: typeof pen) =>
    valueIn(claim(by.access, (await sendWholeStudy(cast.clinic)).taskId));
  const home = await pen.write(await held(pen));
  expect((await valueIn(pen.accept(home))).summary.adopted).toBe(true);
  const onItsWay = await pen.write(await held(pen));
  const task = await held(pen);
  const { caCertificate: authority } = (await valueIn(pen.access.client.members.whoAmI())).region;
  const key = await createKey();
  const { certificate } = await valueIn(certifyKey(pen.access.client, '', doctor.id, holdP256Key(key.pkcs8)));
  // A list tells seconds.
  await wait(1100);
  const data = ['--data', exchange.folder];
  const revoked = await runCommand(['member', 'revoke', ...data, '--name', doctor.name, '--json']);
  expect(revoked.lines[0]).toMatchObject({ ok: true, revoked: 2 });

  const late = await pen.write(task);
  expect(await pen.accept(late)).toMatchObject({
    ok: false,
    failure: { code: 'certificate-invalid', params: { detail: 'revoked' } },
  });
  const { state, reports } = await valueIn(cast.reader.client.tasks.get({ taskId: task.taskId }));
  expect({ state, reports }).toEqual({ state: 'reading', reports: [] });
  const auditor = exchange.as(
    (await exchange.add({ type: 'person', name: '审计', rights: 'auditor' })).secret,
  );
  const trail = await valueIn(auditor.client.audit.read({ after: 0, limit: 1000 }));
  expect(trail.find((one) => one.object === task.taskId && !one.success)).toMatchObject({
    act: 'signed',
    memberId: doctor.id,
  });
  // However long it was on its way.
  expect((await valueIn(pen.accept(onItsWay))).summary.adopted).toBe(true);
  const renewed = await makePen(exchange, doctor);
  expect((await valueIn(renewed.accept(await renewed.write(task)))).summary.adopted).toBe(true);

  const ca = file('authority.pem', authority);
  const crl = join(folder, 'revoked.crl');
  const written = await runCommand(['member', 'revocations', ...data, '--out', crl, '--json']);
  expect(written.lines[0]).toMatchObject({ ok: true, out: crl });
  const verify = async (path: string, ...more: string[]) => {
    const { code, lines, errors } = await runCommand(['verify', path, '--ca', ca, ...more, '--json']);
    return { code, said: `${JSON.stringify(lines)}${errors}` };
  };
  const json = (name: string, report: Report): string => file(name, JSON.stringify(report));
  const refused = await verify(json('late.json', late), '--crl', crl);
  expect(refused.code).not.toBe(0);
  expect(refused.said).toContain('revoked');
  expect((await verify(json('home.json', home), '--crl', crl)).code).toBe(0);
  expect((await verify(json('on-its-way.json', onItsWay), '--crl', crl)).code).toBe(0);
  // Another region's list is no list.
  const otherCrl = join(folder, 'other.crl');
  await runCommand(['member', 'add', '--data', join(folder, 'other'), '--type', 'site', '--name', '别处']);
  const other = await runCommand([
    'member',
    'revocations',
    '--data',
    join(folder, 'other'),
    '--out',
    otherCrl,
  ]);
  expect(other.code).toBe(0);
  expect((await verify(join(folder, 'home.json'), '--crl', otherCrl)).said).toContain('CRL');

  // The PDF carries the list itself.
  const blank = await PDFDocument.create();
  blank.addPage();
  const { list } = await valueIn(pen.access.client.members.revocationList());
  const signing = { pkcs8: key.pkcs8, certificate, authority, name: doctor.name, reason: '签发' };
  const revocationList = Buffer.from(list, 'base64');
  const now = { at: Date.now(), submitted: null };
  const pdf = await signPdf(await blank.save(), { ...signing, ...now, revocationList });
  const onPaper = await verify(file(`${randomUUID()}.pdf`, pdf));
  expect(onPaper.code).not.toBe(0);
  expect(onPaper.said).toContain('revoked');
}, 120_000);
