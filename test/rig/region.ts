/** A whole region for the journey tests: exchange, a township's station, readers' stations, each a process of its own. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { SiteTier } from '#shared/study/site-tier.ts';
import type { Task } from '#shared/study/task.ts';
import { addMemberToFolder } from '../../exchange/add-member-to-folder.ts';
import type { NewMember } from '../../exchange/members/add-member.ts';
import { openInFolder } from '../../exchange/open-in-folder.ts';
import { setReviewPolicy } from '../../exchange/tasks/review-policy.ts';
import type { Exam } from '../../practice/exam.ts';
import { type Program, startProgram } from './program.ts';
import { openWindow, until, unwrap, type WindowClient } from './window-client.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
}

export interface StationRig {
  program: Program;
  window: WindowClient;
  readonly folder: string;
  /** Where a shell attaches to this station. */
  readonly place: { readonly pipe: string; readonly secretFile: string };
  /** Signs a person in at a window of this station. */
  signIn(person: Person): Promise<void>;
  /** kill -9, then start again on the same data, window open and person signed in as before. */
  crash(): Promise<void>;
  start(): Promise<void>;
}

export interface Region {
  readonly folder: string;
  exchange: Program;
  readonly exchangeAddress: string;
  readonly clinic: StationRig;
  readonly reader: StationRig;
  readonly doctor: Person;
  readonly nurse: Person;
  readonly siteName: string;
  /** Another reading doctor at a station of his own. */
  /** `more`: further arguments of its station. */
  addReader(
    name: string,
    rights?: string,
    more?: readonly string[],
  ): Promise<{ station: StationRig; person: Person }>;
  addPerson(name: string, rights: string, site?: string): Promise<Person>;
  /** Another site of the region with a station, in the role of a clinic, and somebody who sits there. */
  addSite(
    site: {
      readonly name: string;
      readonly tier: SiteTier;
      readonly phone?: string;
      readonly chestPain?: boolean;
    },
    person: string,
    rights?: string,
  ): Promise<{ station: StationRig; person: Person; siteId: string }>;
  /** kill -9 of the exchange, then start it again on the same address. */
  crashExchange(): Promise<void>;
  stop(): Promise<void>;
}

export interface RegionOptions {
  /** Address the stations are told instead of the exchange's own (a proxy that can be cut). */
  readonly throughProxy?: (exchangeAddress: string) => Promise<string>;
  /** The same for one station only: the township's, the first reader's. */
  readonly clinicThroughProxy?: (exchangeAddress: string) => Promise<string>;
  readonly readerThroughProxy?: (exchangeAddress: string) => Promise<string>;
}

export const pinOf = '246810';

export async function startRegion(options: RegionOptions = {}): Promise<Region> {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-region-'));
  const data = join(folder, 'exchange');
  const siteName = '胡场镇卫生院';
  let exchange = await startProgram(['exchange', '--data', data, '--listen', '127.0.0.1:0']);
  const exchangeAddress = String(exchange.ready.exchange);
  const stationAddress = options.throughProxy ? await options.throughProxy(exchangeAddress) : exchangeAddress;

  const addMember = async (member: Partial<NewMember> & Pick<NewMember, 'type' | 'name'>) => {
    const added = await addMemberToFolder(data, { site: '', rights: '', licence: '', ...member });
    if (!added.ok) throw new Error(`${added.failure.code}: ${added.failure.message}`);
    return added.value;
  };
  const addPerson = (name: string, rights: string, site = ''): Promise<Person> =>
    addMember({ type: 'person', name, rights, site });

  const stations: StationRig[] = [];
  const makeStation = async (
    role: 'clinic' | 'reader',
    name: string,
    secret: string,
    address = stationAddress,
    more: readonly string[] = [],
  ): Promise<StationRig> => {
    const own = join(folder, name);
    const watch = join(own, 'watch');
    mkdirSync(watch, { recursive: true });
    // A socket's path is short by nature (108 bytes), so it lies in a folder of its own.
    const door = mkdtempSync(join(tmpdir(), 'yz-'));
    const place = { pipe: join(door, 'pipe'), secretFile: join(door, 'secret') };
    writeFileSync(place.secretFile, randomBytes(24).toString('hex'), { mode: 0o600 });
    let signedIn: Person | null = null;
    let dicom = '127.0.0.1:0';
    const rig: StationRig = {
      program: exchange,
      window: undefined as unknown as WindowClient,
      folder: own,
      place,
      async start() {
        const first = [
          '--exchange',
          address,
          '--name',
          name,
          '--aet',
          'YUANZHEN',
          '--allow',
          'SCANNER@127.0.0.1',
          '--watch',
          watch,
          '--token',
          secret,
          '--pipe',
          place.pipe,
          '--pipe-secret-file',
          place.secretFile,
        ];
        rig.program = await startProgram([
          'station',
          '--data',
          join(own, 'data'),
          '--role',
          role,
          '--dicom',
          dicom,
          '--hosted',
          '127.0.0.1:0',
          ...first,
          ...more,
        ]);
        dicom = String(rig.program.ready.dicom);
        rig.window = await openWindow(String(rig.program.ready.hosted));
        if (signedIn) await rig.signIn(signedIn);
      },
      async signIn(person) {
        signedIn = person;
        await until(
          `sign-in of ${person.name}`,
          async () =>
            (await rig.window.station.session.signIn({ name: person.name, password: person.secret })).ok,
        );
      },
      async crash() {
        await rig.program.kill();
        await rig.start();
      },
    };
    await rig.start();
    stations.push(rig);
    return rig;
  };

  await addMember({ type: 'site', name: siteName, tier: 'township' });
  const clinicStation = await addMember({ type: 'station', name: '胡场工作站', site: siteName });
  const readerStation = await addMember({ type: 'station', name: '阅片一室' });
  const doctor = await addPerson('李明', 'reader');
  const nurse = await addPerson('周护士', 'clinic', siteName);
  const clinicAddress = options.clinicThroughProxy
    ? await options.clinicThroughProxy(exchangeAddress)
    : stationAddress;
  const readerAddress = options.readerThroughProxy
    ? await options.readerThroughProxy(exchangeAddress)
    : stationAddress;
  const [clinic, reader] = await Promise.all([
    makeStation('clinic', '胡场工作站', clinicStation.secret, clinicAddress),
    makeStation('reader', '阅片一室', readerStation.secret, readerAddress),
  ]);
  await clinic.signIn(nurse);
  await reader.signIn(doctor);
  await unwrap(reader.window.station.session.setPin({ password: doctor.secret, pin: pinOf }));

  const region: Region = {
    folder,
    exchange,
    exchangeAddress,
    clinic,
    reader,
    doctor,
    nurse,
    siteName,
    addPerson,
    async addReader(name, rights = 'reader', more = []) {
      const member = await addMember({ type: 'station', name: `${name}的工作站` });
      const person = await addPerson(name, rights);
      const station = await makeStation('reader', `${name}的工作站`, member.secret, stationAddress, more);
      await station.signIn(person);
      await unwrap(station.window.station.session.setPin({ password: person.secret, pin: pinOf }));
      return { station, person };
    },
    async addSite(site, name, rights = 'clinic') {
      const { id: siteId } = await addMember({ type: 'site', ...site });
      const member = await addMember({ type: 'station', name: `${site.name}工作站`, site: site.name });
      const person = await addPerson(name, rights, site.name);
      const station = await makeStation('clinic', `${site.name}工作站`, member.secret);
      await station.signIn(person);
      return { station, person, siteId };
    },
    async crashExchange() {
      await region.exchange.kill();
      const { host } = new URL(exchangeAddress);
      exchange = await startProgram(['exchange', '--data', data, '--listen', host]);
      region.exchange = exchange;
    },
    async stop() {
      await Promise.all(stations.map((station) => station.program.stop()));
      for (const { place } of stations) rmSync(dirname(place.pipe), { recursive: true, force: true });
      await region.exchange.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return region;
}

/** Changes the township station's own settings, which only an administrator may; the nurse sits there again afterwards. */
export async function setSiteSettings(
  region: Region,
  change: Parameters<WindowClient['station']['settings']['set']>[0],
): Promise<void> {
  const administrator = await region.addPerson(`管理员${Date.now()}`, 'administrator');
  await region.clinic.signIn(administrator);
  await unwrap(region.clinic.window.station.settings.set(change));
  await region.clinic.signIn(region.nurse);
}

/** Two doctors for every report of the region that opens from now on. */
export async function requireReview(region: Region): Promise<void> {
  const opened = await openInFolder(join(region.folder, 'exchange'), false);
  if (!opened.ok) throw new Error(opened.failure.message);
  const rules = [{ kind: '*', site: '*', from: 0, to: 24 } as const];
  const set = await setReviewPolicy(opened.value.parts, 'test', { rules });
  await opened.value.close();
  if (!set.ok) throw new Error(set.failure.message);
}

/** Places the exam's order at the township, as a person there would. */
export async function placeOrder(
  region: Region,
  exam: Exam,
  changes: Record<string, unknown> = {},
): Promise<void> {
  const { order } = exam;
  await unwrap(
    region.clinic.window.station.intake.placeOrder({
      ...order,
      expectedObjects: exam.objects.length,
      ...changes,
    }),
  );
}

/** Writes the exam's objects as files and pushes them with DCMTK's storescu over a real association. */
export async function pushWithDcmtk(
  region: Region,
  exam: Exam,
  from = 0,
  to = exam.objects.length,
): Promise<void> {
  const folder = mkdtempSync(join(region.folder, 'push-'));
  for (const object of exam.objects.slice(from, to)) writeFileSync(join(folder, object.name), object.bytes);
  const [host = '', port = ''] = String(region.clinic.program.ready.dicom).split(':');
  // DCMTK's sockets wait on Nagle unless told otherwise.
  await promisify(execFile)('storescu', ['-aec', 'YUANZHEN', '-aet', 'SCANNER', '+sd', host, port, folder], {
    env: { ...process.env, TCP_NODELAY: '1' },
  });
}

/** The task of an exam as a station lists it, once it is in one of the states. */
export function taskInState(station: StationRig, exam: Exam, ...states: Task['state'][]) {
  return until(`task of ${exam.order.patient.name} in ${states.join('/')}`, async () => {
    const { tasks } = await unwrap(station.window.station.worklist.list({ tab: 'all' }));
    return tasks.find(
      (task) =>
        task.studyInstanceUid === exam.studyInstanceUid &&
        (states.length === 0 || states.includes(task.state)),
    );
  });
}
