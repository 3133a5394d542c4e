/** The worklist as DCMTK's findscu sees it, names read back byte by byte; cancel and refusals by raw bytes. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asciiValue, itemsOf, valueBytes } from '#shared/formats/dicom/element-values.ts';
import type { DeviceCharacterSet } from '#shared/formats/dicom/encode-text.ts';
import { openDicom } from '#shared/formats/dicom/read-part10.ts';
import type { Order } from '#shared/study/order.ts';
import { createDeviceStore } from '../../../../main/intake/devices/device-store.ts';
import { findOrderOfStudy, localStamp } from '../../../../main/intake/modality-worklist/find-worklist.ts';
import { createWorklistProvider } from '../../../../main/intake/modality-worklist/worklist-provider.ts';
import { studyUidOf } from '../../../../main/intake/modality-worklist/worklist-step.ts';
import { associate, command, dataPdu, padded, pdv, readStatus, short } from '../rig/raw-scu.ts';
import { openTestStation, type TestStation } from '../rig/test-station.ts';

const run = promisify(execFile);
let station: TestStation;
let folder: string;
let orders: Order[];
const asked: number[] = [];

beforeEach(async () => {
  station = await openTestStation();
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-worklist-'));
  asked.length = 0;
  orders = [
    makeOrder({ accessionNumber: 'A1', modality: 'CT', name: '王小东', id: 'P001' }),
    makeOrder({ accessionNumber: 'A2', modality: 'DX', name: '欧阳娜娜', id: 'P002', urgency: 'emergency' }),
    makeOrder({
      accessionNumber: 'A3',
      modality: 'CT',
      name: '朱镕基',
      id: 'P003',
      placedAt: Date.now() - 90_000_000,
    }),
  ];
});

afterEach(async () => {
  await station.close();
  rmSync(folder, { recursive: true });
});

function makeOrder(given: Partial<Order> & { name: string; id: string }): Order {
  const { name, id, ...rest } = given;
  return {
    patient: { name, id, sex: 'M', birthDate: '1960-05-04' },
    kind: 'imaging',
    modality: 'CT',
    bodyPart: '胸部',
    complaint: '咳嗽三天',
    history: '',
    question: '',
    phone: '1',
    urgency: 'routine',
    accessionNumber: '',
    expectedObjects: null,
    orderId: `order-${id}`,
    siteId: 'site-1',
    siteName: '毛嘴镇卫生院',
    placedAt: Date.now(),
    placedBy: null,
    emergencyDirect: false,
    studyInstanceUid: null,
    ...rest,
  } as Order;
}

async function listen(): Promise<string> {
  const devices = createDeviceStore(station.database, Date.now);
  const provider = createWorklistProvider({
    openOrders: () => orders.map((order) => ({ order, started: false })),
    siteName: () => '毛嘴镇卫生院',
    now: Date.now,
    deviceOf: devices.find,
    onAsked: (_request, matches) => asked.push(matches),
  });
  return (await station.listen({ providers: [provider] })).address;
}

const keys = [
  'SpecificCharacterSet',
  'PatientName',
  'PatientID',
  'PatientSex',
  'PatientBirthDate',
  'AccessionNumber',
  'StudyInstanceUID',
  'RequestedProcedureDescription',
  'RequestedProcedureID',
  'ReasonForTheRequestedProcedure',
];
const stepKeys = [
  'Modality',
  'ScheduledStationAETitle',
  'ScheduledProcedureStepStartDate',
  'ScheduledProcedureStepStartTime',
  'ScheduledProcedureStepID',
];

/** Asks with these keys over the usual return keys; answers the identifiers in the order they came. */
async function find(address: string, given: Record<string, string> = {}, aet = 'CT01') {
  const [host = '', port = ''] = address.split(':');
  const out = mkdtempSync(join(folder, 'out-'));
  const all = [...keys, ...stepKeys.map((key) => `ScheduledProcedureStepSequence[0].${key}`)];
  const named = new Set(all);
  const args = all.map((key) => (given[key] === undefined ? key : `${key}=${given[key]}`));
  for (const [key, value] of Object.entries(given)) if (!named.has(key)) args.push(`${key}=${value}`);
  await run('findscu', [
    '-W',
    '-X',
    '-od',
    out,
    '-aet',
    aet,
    '-aec',
    'YUANZHEN',
    host,
    port,
    ...args.flatMap((arg) => ['-k', arg]),
  ]);
  return readdirSync(out)
    .sort()
    .map((name) => {
      const opened = openDicom(readFileSync(join(out, name)));
      if (!opened.ok) throw new Error(opened.failure.message);
      return opened.value.walk.dataSet;
    });
}

const accessions = (found: Awaited<ReturnType<typeof find>>) =>
  found.map((one) => asciiValue(one, 0x00080050));
const step = (key: string) => `ScheduledProcedureStepSequence[0].${key}`;

test('every matching kind that scanners use', async () => {
  const address = await listen();
  const today = localStamp(Date.now()).date;
  const queries: ReadonlyArray<readonly [Record<string, string>, readonly string[]]> = [
    [{}, ['A1', 'A2', 'A3']],
    [{ [step('Modality')]: 'CT' }, ['A1', 'A3']],
    [{ [step('Modality')]: 'MR' }, []],
    [{ [step('ScheduledStationAETitle')]: 'CT01' }, ['A1', 'A2', 'A3']],
    [{ [step('ScheduledProcedureStepStartDate')]: today }, ['A1', 'A2', 'A3']],
    [{ [step('ScheduledProcedureStepStartDate')]: `${today}-${today}` }, ['A1', 'A2', 'A3']],
    [{ [step('ScheduledProcedureStepStartDate')]: `${today}-` }, ['A1', 'A2', 'A3']],
    [{ [step('ScheduledProcedureStepStartDate')]: '-20200101' }, []],
    [{ [step('ScheduledProcedureStepStartDate')]: localStamp(Date.now() - 90_000_000).date }, ['A3']],
    [
      {
        [step('ScheduledProcedureStepStartDate')]: today,
        [step('ScheduledProcedureStepStartTime')]: '000000-235959',
      },
      ['A1', 'A2', 'A3'],
    ],
    [{ AccessionNumber: 'A2' }, ['A2']],
    [{ PatientID: 'P00*' }, ['A1', 'A2', 'A3']],
    [{ PatientID: 'P00?' }, ['A1', 'A2', 'A3']],
    [{ PatientID: 'P0' }, []],
    [{ PatientName: 'Wang*' }, ['A1']],
    [{ PatientName: 'wang^xiaodong' }, ['A1']],
    [{ PatientName: '*nana' }, ['A2']],
    [{ PatientName: '王*', SpecificCharacterSet: 'ISO_IR 192' }, ['A1']],
    [{ PatientName: '王小东', SpecificCharacterSet: 'ISO_IR 192' }, ['A1']],
    [{ PatientName: 'Li*' }, []],
    [{ PatientBirthDate: '19600101-19601231' }, ['A1', 'A2', 'A3']],
    [{ PatientBirthDate: '19610101-' }, []],
    [{ RequestedProcedureID: 'A3' }, ['A3']],
    [{ StudyInstanceUID: studyUidOf('order-P002') }, ['A2']],
    // A key that we do not keep is no reason to hide a patient.
    [{ InstitutionalDepartmentName: 'Radiology' }, ['A1', 'A2', 'A3']],
  ];
  for (const [given, wanted] of queries) {
    expect(accessions(await find(address, given)), JSON.stringify(given)).toEqual(wanted);
  }
});

test('an item carries what a scanner needs, and the study comes back joined by its own UID', async () => {
  const [item] = await find(await listen(), { AccessionNumber: 'A1' });
  if (item === undefined) throw new Error('nothing found');
  expect(asciiValue(item, 0x0020000d)).toBe(studyUidOf('order-P001'));
  expect(asciiValue(item, 0x0020000d)).toMatch(/^2\.25\.\d{1,39}$/);
  expect(findOrderOfStudy(orders, studyUidOf('order-P001'))?.accessionNumber).toBe('A1');
  expect(asciiValue(item, 0x00100030)).toBe('19600504');
  expect(asciiValue(item, 0x00100040)).toBe('M');
  expect(asciiValue(item, 0x00401001)).toBe('A1');
  const [inner] = itemsOf(item, 0x00400100);
  if (inner === undefined) throw new Error('no step');
  expect(asciiValue(inner, 0x00080060)).toBe('CT');
  expect(asciiValue(inner, 0x00400001)).toBe('CT01');
  expect(asciiValue(inner, 0x00400002)).toBe(localStamp(Date.now()).date);
  expect(asciiValue(inner, 0x00400009)).toBe('A1');
});

test.each<[DeviceCharacterSet, string, string, string]>([
  [
    'ISO_IR 192',
    'ISO_IR 192',
    `Wang^Xiaodong=${Buffer.from('王^小东').toString('latin1')}`,
    `Zhu^Rongji=${Buffer.from('朱^镕基').toString('latin1')}`,
  ],
  ['GB18030', 'GB18030', 'Wang^Xiaodong=\xcd\xf5^\xd0\xa1\xb6\xab', 'Zhu^Rongji=\xd6\xec^\xe9F\xbb\xf9'],
  // 镕 is not in GB 2312: the scanner gets the pinyin, never a wrong character.
  [
    'ISO 2022 IR 58',
    '\\ISO 2022 IR 58',
    'Wang^Xiaodong=\x1b$)A\xcd\xf5^\x1b$)A\xd0\xa1\xb6\xab',
    'Zhu^Rongji',
  ],
  ['ISO_IR 6', 'ISO_IR 6', 'Wang^Xiaodong', 'Zhu^Rongji'],
])('a device of %s gets its names in it, byte by byte', async (characterSet, declared, plain, rare) => {
  await createDeviceStore(station.database, Date.now).keep('CT01', '', { characterSet });
  const found = await find(await listen());
  const name = (at: number) => {
    const item = found[at];
    const bytes = item === undefined ? null : valueBytes(item, 0x00100010);
    return Buffer.from(bytes ?? [])
      .toString('latin1')
      .trimEnd();
  };
  expect(found[0] === undefined ? '' : asciiValue(found[0], 0x00080005)).toBe(declared);
  expect(name(0)).toBe(plain);
  expect(name(2)).toBe(rare);
  const reason = found[0] === undefined ? null : valueBytes(found[0], 0x00401002);
  const text = Buffer.from(reason ?? [])
    .toString('latin1')
    .trimEnd();
  if (characterSet === 'ISO_IR 6') expect(text).toBe('ke sou san tian');
  if (characterSet === 'ISO 2022 IR 58') expect(text).toBe('\x1b$)A\xbf\xc8\xcb\xd4\xc8\xfd\xcc\xec');
});

test('a device without the right is refused; a cancel ends a long answer', async () => {
  const devices = createDeviceStore(station.database, Date.now);
  await devices.keep('NOQUERY', '', { mayQuery: false });
  orders = Array.from({ length: 2000 }, (_, at) =>
    makeOrder({ name: '王小东', id: `P${at}`, accessionNumber: `B${at}` }),
  );
  const address = await listen();
  const worklist = '1.2.840.10008.5.1.4.31';
  const contexts = [{ id: 1, abstractSyntax: worklist, transferSyntaxes: ['1.2.840.10008.1.2'] }];
  const findCommand = command([
    [0x0002, padded(worklist)],
    [0x0100, short(0x20)],
    [0x0110, short(7)],
    [0x0700, short(0)],
    [0x0800, short(1)],
  ]);
  const everything = Buffer.from([0x10, 0, 0x10, 0, 0, 0, 0, 0]);
  const ask = Buffer.concat([dataPdu(pdv(1, 3, findCommand)), dataPdu(pdv(1, 2, everything))]);
  const refused = await associate(address, { calling: 'NOQUERY', contexts });
  refused.write(ask);
  expect(await readStatus(refused)).toBe(0xc000);
  refused.socket.destroy();

  const scu = await associate(address, { contexts });
  scu.write(ask);
  const cancel = command([
    [0x0100, short(0x0fff)],
    [0x0120, short(7)],
    [0x0800, short(0x0101)],
  ]);
  let pending = 0;
  for (;;) {
    const pdu = await scu.read();
    if (pdu === null) throw new Error('closed');
    const status = statusIn(pdu.body);
    if (status === null) continue;
    if (status === 0xff00) pending += 1;
    else {
      expect(status).toBe(0xfe00);
      break;
    }
    if (pending === 5) scu.write(dataPdu(pdv(1, 3, cancel)));
  }
  expect(pending).toBeGreaterThanOrEqual(5);
  expect(pending).toBeLessThan(2000);
  scu.socket.destroy();
});

function statusIn(body: Buffer): number | null {
  if ((body.readUInt8(5) & 1) === 0) return null;
  const at = body.indexOf(Buffer.from([0x00, 0x00, 0x00, 0x09, 2, 0, 0, 0]));
  return at < 0 ? null : body.readUInt16LE(at + 8);
}
