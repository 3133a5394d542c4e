/** A stretch of the day on a real exchange: makes the region, starts the client processes, and judges what has become of every exam. */
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes, scryptSync } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { MemberId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import { makeId } from '../../exchange/database/make-id.ts';
import { openExchangeDatabase } from '../../exchange/database/open-database.ts';
import { ensureRegion } from '../../exchange/members/region.ts';
import { makeSecret } from '../../exchange/members/secrets.ts';
import { setup as bundlePrograms } from '../../test/rig/bundle-program.ts';
import { valueIn } from '../../test/rig/exchange.ts';
import { bundledCommand, startProgram } from '../../test/rig/program.ts';
import { summary } from '../figures/summary.ts';
import type { ClientsOrder, ClientsReport, FromClients, ToClients } from './clients.ts';
import type { SentExam } from './day.ts';

export interface Stretch {
  readonly folder: string;
  readonly stations: number;
  readonly readers: number;
  readonly speed: number;
  readonly exams: readonly SentExam[];
  /** ms of the day. */
  readonly from: number;
  readonly to: number;
}

const goalMs = 2_000;
/** After the last exam was sent the readers have so long to come to the end of their list. */
const drainMs = 120_000;

export async function replay(stretch: Stretch) {
  const { folder, exams, speed } = stretch;
  const people = await makeRegion(stretch);
  await bundlePrograms();
  const exchange = await startProgram(
    ['exchange', '--data', folder, '--listen', '127.0.0.1:0'],
    {},
    bundledCommand,
  );
  const order = {
    address: String(exchange.ready.exchange),
    nurses: people.nurses,
    exams,
    from: stretch.from,
    speed,
  };
  const clinics = startClients('clinic-clients.ts');
  const readers = startClients('reader-clients.ts');
  try {
    const connecting = exchangeFigures(exchange.pid, folder);
    await Promise.all([
      clinics.connect({ ...order, accounts: people.sites }),
      readers.connect({ ...order, accounts: people.doctors }),
    ]);
    const before = exchangeFigures(exchange.pid, folder);
    for (const clients of [clinics, readers]) clients.begin();
    await wait((stretch.to - stretch.from) / speed);
    const late = performance.now() + drainMs;
    while (clinics.done() < exams.length && performance.now() < late) await wait(250);
    const after = exchangeFigures(exchange.pid, folder);
    const [fromClinics, fromReaders] = await Promise.all([clinics.report(), readers.report()]);
    const code = await exchange.stop();
    const errors = [
      ...fromClinics.errors,
      ...fromReaders.errors,
      ...exchange.errors().split('\n').filter(isError),
    ];
    for (const one of errors.slice(0, 5)) console.error(one);
    const { mustBeNone, followedUp } = await judge(folder, stretch, fromClinics, fromReaders);
    const worklist = latencies(fromClinics, fromReaders, stretch.readers);
    const round = (value: number): number => Math.round(value * 10) / 10;
    return {
      minutes: round((stretch.to - stretch.from) / speed / 60_000),
      exams: exams.length,
      objects: exams.reduce((sum, exam) => sum + exam.objects, 0),
      lastObjectToFirstReader: summary(worklist.first),
      lastObjectToEveryReader: summary(worklist.every),
      goal: { p99: goalMs },
      exchangeCpuSeconds: round(after.cpuSeconds - before.cpuSeconds),
      connectCpuSeconds: round(before.cpuSeconds - connecting.cpuSeconds),
      rssMb: { start: before.rssMb, end: after.rssMb },
      databaseGrowth: after.databaseBytes - before.databaseBytes,
      delivered: fromClinics.events + fromReaders.events,
      races: fromReaders.races,
      errors: errors.length,
      exit: code,
      ...mustBeNone,
      followedUp,
      pass:
        summary(worklist.every).p99 <= goalMs &&
        errors.length === 0 &&
        Object.values(mustBeNone).every((count) => count === 0),
    };
  } finally {
    clinics.kill();
    readers.kill();
    await exchange.kill();
  }
}

/** A line of its log at error level (pino: 50 and above). */
const isError = (line: string): boolean => /"level":[56]0/.test(line);

/**
 * One site a station: its own secret acts as the station that stands there. The rows are what `member add` writes, but for hashes
 * that cost a thirtieth: to check 740 secrets at once takes the exchange a minute, once, which is not what is measured here.
 */
async function makeRegion({ folder, stations, readers }: Stretch) {
  const db = await valueIn(openExchangeDatabase(folder));
  await valueIn(ensureRegion(db, folder, false, { name: '仙桃市', centre: '远程诊断中心' }));
  const sites = Array.from({ length: stations }, (_, index) => newMember('site', `卫生室${index + 1}`, {}));
  const rights = ['write', 'issue', 'sign'].map((action) => ({
    action,
    kind: '*',
    siteId: '*',
    validUntil: null,
  }));
  const doctors = Array.from({ length: readers }, (_, index) =>
    newMember('person', `阅片医师${index + 1}`, {
      rights: JSON.stringify(rights),
      licence: String(1_104_200_000 + index),
    }),
  );
  const nurses = sites.map(({ row }) =>
    newMember('person', `${row.name}护士`, { siteId: row.memberId, offices: '["clinic"]' }),
  );
  const rows = [...sites, ...doctors, ...nurses].map((member) => member.row);
  for (let at = 0; at < rows.length; at += 100) {
    await db
      .insertInto('member')
      .values(rows.slice(at, at + 100))
      .execute();
  }
  await db.destroy();
  const accounts = (members: typeof sites) => members.map((member) => member.account);
  return {
    sites: accounts(sites),
    doctors: accounts(doctors),
    nurses: nurses.map(({ row }) => row.memberId),
  };
}

function newMember(
  type: 'person' | 'site',
  name: string,
  more: {
    readonly rights?: string;
    readonly offices?: string;
    readonly siteId?: string;
    readonly licence?: string;
  },
) {
  const memberId = makeId(type === 'site' ? 't' : 'p') as MemberId;
  const secret = makeSecret(type, memberId);
  const salt = randomBytes(16);
  const [N, r, p] = [1_024, 8, 1];
  const hash = scryptSync(secret, salt, 32, { N, r, p });
  const row = {
    memberId: memberId as string,
    type,
    name,
    siteId: more.siteId ?? null,
    rights: more.rights ?? '[]',
    offices: more.offices ?? '[]',
    licence: more.licence ?? '',
    title: '',
    tier: null,
    phone: '',
    chestPain: 0,
    secretHash: ['scrypt', N, r, p, salt.toString('base64'), hash.toString('base64')].join('$'),
    secretVersion: 1,
    failures: 0,
    lockedUntil: null,
    createdAt: Date.now(),
  };
  return { row, account: { id: memberId, name, secret } };
}

function startClients(file: string) {
  const child: ChildProcess = fork(join(import.meta.dirname, file), { stdio: 'inherit' });
  const tell = (message: ToClients) => child.send(message);
  let done = 0;
  const hear = <T extends FromClients['is']>(wanted: T) =>
    new Promise<Extract<FromClients, { is: T }>>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
      child.on('message', (message: FromClients) => {
        if (message.is === wanted) resolve(message as Extract<FromClients, { is: T }>);
      });
    });
  child.on('message', (message: FromClients) => {
    if (message.is === 'progress') done = message.done;
  });
  return {
    connect: async (order: ClientsOrder) => {
      tell({ do: 'connect', order });
      await hear('connected');
    },
    begin: () => tell({ do: 'begin' }),
    done: () => done,
    report: async (): Promise<ClientsReport> => {
      tell({ do: 'end' });
      const { report } = await hear('report');
      await once(child, 'exit');
      return report;
    },
    kill: () => child.kill('SIGKILL'),
  };
}

/** Linux: processor time in clock ticks of 10 ms. */
function exchangeFigures(pid: number, folder: string) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const rss = /VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  const sizeOf = (name: string) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
  return {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
    rssMb: Math.round(Number(rss) / 1024),
    databaseBytes: sizeOf('exchange.sqlite') + sizeOf('exchange.sqlite-wal'),
  };
}

/** From the sending of the last object's first byte to the case standing in a reader's list, in ms. */
function latencies(clinics: ClientsReport, readers: ClientsReport, count: number) {
  const sent = new Map(clinics.sent);
  const first: number[] = [];
  const every: number[] = [];
  for (const [study, firstSeen, lastSeen, seenBy] of readers.seen) {
    const at = sent.get(study);
    if (at === undefined) continue;
    first.push(firstSeen - at);
    if (seenBy === count) every.push(lastSeen - at);
  }
  return { first, every };
}

/**
 * What must be 0: exams without exactly one task, one adopted report and one receipt; events that a client missed or had twice.
 * `followedUp` may be more: an emergency whose images stopped coming for a minute was opened, read and signed, and what came
 * after that is a task, and a report, of its own.
 */
async function judge(
  folder: string,
  { exams, stations, readers }: Stretch,
  clinics: ClientsReport,
  centre: ClientsReport,
) {
  const db = await valueIn(openExchangeDatabase(folder));
  try {
    const tasks = await db
      .selectFrom('task')
      .innerJoin('deposit', 'deposit.depositId', 'task.depositId')
      .select(['deposit.studyInstanceUid', 'task.state', 'task.taskId', 'task.document'])
      .execute();
    const isFollowUp = ({ document }: (typeof tasks)[number]): boolean =>
      (JSON.parse(document) as Task).followUp !== undefined;
    const reports = await db.selectFrom('report').select('taskId').where('adopted', '=', 1).execute();
    const received = new Map(clinics.received);
    const ofStudy = Map.groupBy(tasks, (task) => task.studyInstanceUid);
    const fateOf = (study: string) => {
      const all = ofStudy.get(study) ?? [];
      const [task, ...more] = all.filter((one) => !isFollowUp(one));
      const followUps = all.filter(isFollowUp).length;
      const written = reports.filter((report) => report.taskId === task?.taskId).length;
      const times = received.get(study) ?? 0;
      return {
        isLost: task?.state !== 'received' || written === 0 || times === 0,
        isDoubled: more.length > 0 || written > 1 || times > 1 + followUps,
        isFollowedUp: followUps > 0,
      };
    };
    const fates = clinics.sent.map(([study]) => fateOf(study));
    const events = await db.selectFrom('event').select('siteId').execute();
    const forAll = events.filter((event) => event.siteId === '').length;
    const wanted = readers * events.length + (events.length - forAll) + stations * forAll;
    const mustBeNone = {
      lost: exams.length - clinics.sent.length + fates.filter((fate) => fate.isLost).length,
      doubled: fates.filter((fate) => fate.isDoubled).length,
      eventsMissed: wanted - (clinics.events - clinics.again) - (centre.events - centre.again),
      eventsAgain: clinics.again + centre.again,
    };
    return { mustBeNone, followedUp: fates.filter((fate) => fate.isFollowedUp).length };
  } finally {
    await db.destroy();
  }
}
