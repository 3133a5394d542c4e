/** An exchange inside the test's own process, on a real port and a real folder, with people and stations to act. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import type { Report, ReportBody, Signer } from '#shared/report/report.ts';
import { signedText } from '#shared/report/signed-text.ts';
import type { Result } from '#shared/result.ts';
import type { DepositId, OrderId, ReportId, Sha256, TaskId } from '#shared/study/ids.ts';
import { orderFormSchema } from '#shared/study/order.ts';
import type { FurtherId, Patient } from '#shared/study/patient.ts';
import type { Task } from '#shared/study/task.ts';
import { addMemberToFolder } from '../../exchange/add-member-to-folder.ts';
import { type ExchangeSettings, type RunningExchange, startExchange } from '../../exchange/exchange.ts';
import type { AddedMember, NewMember } from '../../exchange/members/add-member.ts';
import { createExchangeAccess, type ExchangeAccess } from '../../main/link/exchange-client.ts';
import { certifyKey } from '../../main/signing/certify-key.ts';
import { createKey } from '../../main/signing/create-key.ts';
import { holdP256Key } from '../../main/signing/signers/p256-key.ts';
import type { KeyHolder } from '../../main/signing/signers/signer.ts';

/**
 * A clock that tests move by hand; it begins at the coming noon, so that what the exchange does at night is never under way
 * by the hour somebody runs the tests at.
 */
export interface HandClock {
  readonly now: () => number;
  readonly advance: (ms: number) => void;
}

/** Worked out once, so that two clocks of one test agree. */
const untilNoon = (() => {
  const noon = new Date();
  noon.setHours(12, 0, 0, 0);
  if (noon.getTime() < Date.now()) noon.setDate(noon.getDate() + 1);
  return noon.getTime() - Date.now();
})();

export function handClock(): HandClock {
  let ahead = untilNoon;
  return {
    now: () => Date.now() + ahead,
    advance: (ms) => {
      ahead += ms;
    },
  };
}

/** The machine's own time, for what programs beside the exchange go by. */
export const realClock: HandClock = {
  now: Date.now,
  advance: () => {
    throw new Error('the machine’s own time stands in nobody’s hand');
  },
};

export interface TestExchange {
  readonly folder: string;
  readonly address: string;
  readonly running: RunningExchange;
  readonly clock: HandClock;
  readonly add: (member: Partial<NewMember> & Pick<NewMember, 'type' | 'name'>) => Promise<AddedMember>;
  readonly as: (secret: string) => ExchangeAccess;
  readonly stop: () => Promise<void>;
}

/** The value of a Result; a failure fails the test with its sentence. */
export async function valueIn<T>(result: Result<T> | Promise<Result<T>>): Promise<T> {
  const given = await result;
  if (!given.ok) throw new Error(`${given.failure.code}: ${given.failure.message}`);
  return given.value;
}

export async function codeOf(result: Result<unknown> | Promise<Result<unknown>>): Promise<string> {
  const given = await result;
  return given.ok ? 'ok' : given.failure.code;
}

export async function startTestExchange(
  settings: Partial<Omit<ExchangeSettings, 'clock'>> = {},
  clock: HandClock = handClock(),
): Promise<TestExchange> {
  const folder = settings.dataFolder ?? mkdtempSync(join(tmpdir(), 'yuanzhen-exchange-'));
  const started = await startExchange({
    listen: { host: '127.0.0.1', port: 0 },
    onBug: (error) => console.error(error),
    ...settings,
    dataFolder: folder,
    clock,
  });
  const running = await valueIn(started);
  return {
    folder,
    address: running.address,
    running,
    clock,
    add: async (member) =>
      valueIn(addMemberToFolder(folder, { site: '', rights: '', licence: '', ...member })),
    as: (secret) => createExchangeAccess(running.address, secret),
    stop: async () => {
      await running.stop();
      if (settings.dataFolder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Cast {
  readonly site: AddedMember;
  readonly clinic: ExchangeAccess;
  readonly reader: ExchangeAccess;
  readonly nurse: AddedMember;
  readonly doctors: readonly AddedMember[];
}

/** One township with a station and a nurse, one reading station, two doctors. */
export async function addCast(exchange: TestExchange): Promise<Cast> {
  const site = await exchange.add({ type: 'site', name: '青石镇卫生院' });
  const clinic = await exchange.add({ type: 'station', name: '青石工作站', site: site.name });
  const reader = await exchange.add({ type: 'station', name: '诊断中心一号' });
  const nurse = await exchange.add({ type: 'person', name: '李秀兰', site: site.name, rights: 'clinic' });
  const doctors = [
    await exchange.add({ type: 'person', name: '陈静怡', rights: 'reader', licence: '1104200001' }),
    await exchange.add({ type: 'person', name: '赵文博', rights: 'reader', licence: '1104200002' }),
  ];
  return { site, clinic: exchange.as(clinic.secret), reader: exchange.as(reader.secret), nurse, doctors };
}

export const hashOf = (bytes: Uint8Array | string): Sha256 =>
  createHash('sha256').update(bytes).digest('hex') as Sha256;

let studies = 0;

export interface SentStudy {
  readonly studyInstanceUid: string;
  readonly depositId: DepositId;
  readonly orderId: OrderId;
  readonly objects: readonly Uint8Array<ArrayBuffer>[];
}

export interface StudyChoices {
  readonly kind?: 'imaging' | 'ecg';
  readonly urgency?: 'routine' | 'emergency';
  readonly objects?: readonly Uint8Array<ArrayBuffer>[];
  /** SOP class of each object by its place; CT where there is none. */
  readonly classes?: readonly string[];
  readonly deviceName?: string;
  readonly order?: boolean;
  readonly accessionNumber?: string;
  readonly acquiredAt?: number | null;
  /** The end of a recording of hours. */
  readonly acquiredUntil?: number;
  /** Who the order is about; the device writes the same unless `deviceName` says otherwise. */
  readonly patient?: Patient;
  /** What the device writes beside the patient's id. */
  readonly otherIds?: readonly FurtherId[];
}

export const patient = { name: '王小东', id: 'P1001', sex: 'M', birthDate: '1961-04-09' } as const;

/** Places an order, opens the deposit under it and announces its objects; no bytes are sent yet. */
export async function beginStudy(station: ExchangeAccess, choices: StudyChoices = {}): Promise<SentStudy> {
  const about = choices.patient ?? patient;
  studies += 1;
  const studyInstanceUid = `1.2.826.${Date.now()}.${studies}`;
  const kind = choices.kind ?? 'imaging';
  const objects = choices.objects ?? [Buffer.from(`${studyInstanceUid} object`) as Uint8Array<ArrayBuffer>];
  const orderId = randomUUID() as OrderId;
  const form = orderFormSchema.parse({
    patient: about,
    kind,
    modality: kind === 'ecg' ? 'ECG' : 'CT',
    complaint: '胸闷',
    phone: '8801',
    urgency: choices.urgency ?? 'routine',
    accessionNumber: choices.accessionNumber ?? '',
  });
  const placing = { commandId: randomUUID(), orderId, form, emergencyDirect: false, placedBy: null };
  if (choices.order !== false) await valueIn(station.client.orders.place(placing));
  const opened = await valueIn(
    station.client.deposits.open({
      commandId: randomUUID(),
      depositId: randomUUID() as DepositId,
      kind,
      study: {
        studyInstanceUid,
        kind,
        accessionNumber: choices.accessionNumber ?? '',
        description: '',
        devicePatient: {
          name: choices.deviceName ?? (choices.patient === undefined ? 'WANG^XIAODONG' : about.name),
          id: about.id,
          sex: about.sex,
          birthDate: about.birthDate,
          ...(choices.otherIds === undefined ? {} : { otherIds: [...choices.otherIds] }),
        },
        acquiredAt: choices.acquiredAt === undefined ? Date.now() : choices.acquiredAt,
        ...(choices.acquiredUntil === undefined ? {} : { acquiredUntil: choices.acquiredUntil }),
        institution: '',
        stationAet: 'CT1',
      },
      modality: form.modality,
      bodyPart: 'CHEST',
      orderId: choices.order === false || choices.accessionNumber !== undefined ? null : orderId,
      firstByteAt: Date.now(),
    }),
  );
  await announce(station, opened.depositId, studyInstanceUid, objects, choices.classes);
  return { studyInstanceUid, depositId: opened.depositId, orderId, objects };
}

export async function announce(
  station: ExchangeAccess,
  depositId: DepositId,
  studyInstanceUid: string,
  objects: readonly Uint8Array[],
  classes: readonly string[] = [],
) {
  return valueIn(
    station.client.deposits.announce({
      commandId: randomUUID(),
      depositId,
      objects: objects.map((bytes, index) => announced(studyInstanceUid, bytes, index, classes[index])),
    }),
  );
}

/** What a station tells of one object before it sends it. */
export function announced(
  studyInstanceUid: string,
  bytes: Uint8Array,
  index: number,
  sopClassUid = '1.2.840.10008.5.1.4.1.1.2',
) {
  const sopInstanceUid = `${studyInstanceUid}.1.${index + 1}`;
  return {
    sha256: hashOf(bytes),
    size: bytes.length,
    sopInstanceUid,
    series: {
      seriesInstanceUid: `${studyInstanceUid}.1`,
      modality: 'CT',
      seriesNumber: 1,
      description: '',
      bodyPart: 'CHEST',
    },
    instance: {
      sopInstanceUid,
      sopClassUid,
      transferSyntaxUid: '1.2.840.10008.1.2.1',
      sha256: hashOf(bytes),
      size: bytes.length,
      instanceNumber: index + 1,
      frames: 1,
      rows: 1,
      columns: 1,
      position: null,
      complete: true,
    },
  };
}

const tus = { 'tus-resumable': '1.0.0' };

/** Creates the upload of an object; answers the response. */
export function createUpload(
  station: ExchangeAccess,
  depositId: string,
  bytes: Uint8Array,
  sha256 = hashOf(bytes),
) {
  const metadata = { depositId, sha256 };
  const encoded = Object.entries(metadata).map(([k, v]) => `${k} ${Buffer.from(v).toString('base64')}`);
  const headers = { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': encoded.join(',') };
  return station.fetch('/deposits/objects', { method: 'POST', headers });
}

export function patchUpload(
  station: ExchangeAccess,
  sha256: string,
  offset: number,
  body: Uint8Array<ArrayBuffer>,
) {
  const headers = {
    ...tus,
    'upload-offset': String(offset),
    'content-type': 'application/offset+octet-stream',
  };
  return station.fetch(`/deposits/objects/${sha256}`, { method: 'PATCH', headers, body });
}

export async function offsetOf(station: ExchangeAccess, sha256: string): Promise<number | null> {
  const head = await station.fetch(`/deposits/objects/${sha256}`, { method: 'HEAD', headers: tus });
  return head.ok ? Number(head.headers.get('upload-offset')) : null;
}

/** Sends an object whole. */
export async function sendObject(station: ExchangeAccess, depositId: string, bytes: Uint8Array<ArrayBuffer>) {
  await createUpload(station, depositId, bytes);
  return patchUpload(station, hashOf(bytes), 0, bytes);
}

/** `imagesOnly` is false at a station of before. */
export async function closeStudy(
  station: ExchangeAccess,
  study: SentStudy,
  expected = study.objects.length,
  imagesOnly = false,
) {
  const { depositId } = study;
  const reason = 'command';
  const commandId = randomUUID();
  return valueIn(station.client.deposits.close({ commandId, depositId, expected, imagesOnly, reason }));
}

/** A study that is wholly there; answers its task, waiting. */
export async function sendWholeStudy(station: ExchangeAccess, choices: StudyChoices = {}): Promise<Task> {
  const study = await beginStudy(station, choices);
  await closeStudy(station, study);
  for (const bytes of study.objects) await sendObject(station, study.depositId, bytes);
  const tasks = await valueIn(station.client.tasks.list({}));
  const task = tasks.find((one) => one.studyInstanceUid === study.studyInstanceUid);
  if (task === undefined) throw new Error('no task was made');
  return task;
}

export function claim(person: ExchangeAccess, taskId: string) {
  return person.client.tasks.claim({ commandId: randomUUID(), taskId: taskId as TaskId });
}

export interface ReportChoices {
  readonly status?: ReportBody['status'];
  readonly claim?: number;
  readonly previous?: Report | null;
  readonly change?: Partial<ReportBody>;
}

/** A reader's pen: his certified key, with which he makes reports and puts their PDFs. */
export async function makePen(
  exchange: Pick<TestExchange, 'as' | 'clock'>,
  doctor: Pick<AddedMember, 'id' | 'secret'>,
  { secret = doctor.secret, holder }: { readonly secret?: string; readonly holder?: KeyHolder } = {},
) {
  const access = exchange.as(secret);
  const who = await valueIn(access.client.members.whoAmI());
  const key = holder ?? holdP256Key((await createKey()).pkcs8);
  const { certificate } = await valueIn(certifyKey(access.client, '', doctor.id, key));
  const signatureOf = async (body: ReportBody, signer: Signer) => {
    const signed = await valueIn(key.sign(Buffer.from(signedText(body, signer), 'utf8')));
    const value = Buffer.from(signed).toString('base64');
    return { ...signer, algorithm: key.algorithm, certificate, value };
  };
  return {
    id: who.member.memberId,
    access,
    write: async (task: Task, choices: ReportChoices = {}): Promise<Report> => {
      const pdf = Buffer.from(`%PDF-1.7 ${randomUUID()}`);
      const pdfSha256 = hashOf(pdf);
      await access.fetch(`/objects/${pdfSha256}`, { method: 'PUT', body: pdf });
      const previous = choices.previous ?? null;
      const now = exchange.clock.now();
      const body: ReportBody = {
        format: 'yuanzhen-report',
        formatVersion: 1,
        reportId: previous?.reportId ?? (randomUUID() as ReportId),
        version: (previous?.version ?? 0) + 1,
        status: choices.status ?? 'final',
        replaces: previous === null ? null : hashOf(canonicalJson(previous)),
        taskId: task.taskId,
        claim: choices.claim ?? task.claim,
        kind: task.kind,
        site: { siteId: task.siteId, name: task.siteName },
        centre: who.region.centre,
        orderId: task.orderId,
        order: task.order,
        patient: task.order.patient,
        study: {
          studyInstanceUid: task.studyInstanceUid,
          accessionNumber: task.order.accessionNumber,
          modality: task.modality,
          bodyPart: task.bodyPart,
          description: task.studyDescription,
          acquiredAt: task.acquiredAt,
        },
        images: { received: task.images.received, expected: task.images.expected, incomplete: false },
        imageSetSha256: task.images.imageSetSha256 as Sha256,
        content: { findings: '双肺纹理清晰。', impression: '胸部未见异常。', recommendation: '' },
        limits: [],
        openedAt: task.stamps.openedAt,
        claimedAt: task.stamps.claimedAt,
        issuedAt: now,
        simulation: task.simulation,
        pdfSha256,
        ...choices.change,
      };
      const { memberId, name, licence } = who.member;
      const signer: Signer = { role: 'author', memberId, name, licence, at: now };
      return { ...body, signatures: [await signatureOf(body, signer)] };
    },
    /** Signs what another has submitted, as its reviewer; the report carries the submission whole. */
    review: async (task: Task, submission: Report, change: Partial<ReportBody> = {}): Promise<Report> => {
      const pdf = Buffer.from(`%PDF-1.7 ${randomUUID()}`);
      const pdfSha256 = hashOf(pdf);
      await access.fetch(`/objects/${pdfSha256}`, { method: 'PUT', body: pdf });
      const { signatures: first, ...reviewed } = submission;
      const body: ReportBody = { ...reviewed, claim: task.claim, pdfSha256, reviewed, ...change };
      const { memberId, name, licence } = who.member;
      const signer: Signer = { role: 'reviewer', memberId, name, licence, at: exchange.clock.now() };
      return { ...body, signatures: [...first, await signatureOf(body, signer)] };
    },
    accept: (report: Report, commandId: string = randomUUID()) =>
      access.client.reports.accept({ commandId, report }),
  };
}
