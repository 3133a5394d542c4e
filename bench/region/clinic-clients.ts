/** Process of bench `region`: all stations of the townships, each with its own token, feed and deposits. */
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { FeedEvent } from '#shared/contract/exchange/feed.ts';
import type { MemberId } from '#shared/study/ids.ts';
import { createExchangeAccess } from '../../main/link/exchange-client.ts';
import { beginStudy, closeStudy, sendObject, valueIn } from '../../test/rig/exchange.ts';
import { type Account, now, serveClients } from './clients.ts';
import type { SentExam } from './day.ts';
import { type Following, follow } from './follow.ts';

serveClients(async ({ address, accounts, nurses, exams, from, speed }, progress) => {
  const errors: string[] = [];
  const sent: [string, number][] = [];
  const received = new Map<string, number>();
  const followers: Following[] = [];
  const stations = accounts.map((account) => createExchangeAccess(address, account.secret));
  const noted = (what: string) => (error: unknown) => void errors.push(`${what}: ${String(error)}`);
  let patients = 0;
  let under = 0;

  async function send(exam: SentExam): Promise<void> {
    const station = stations[exam.station];
    if (station === undefined) throw new Error(`no station ${exam.station}`);
    patients += 1;
    const birthDate = `19${40 + (patients % 60)}-0${1 + (patients % 9)}-1${patients % 10}`;
    const patient = {
      name: `${surnames[patients % surnames.length]}小${patients}`,
      id: `X${patients}`,
      sex: 'M',
      birthDate,
    } as const;
    const objects = Array.from(
      { length: exam.objects },
      () => randomBytes(exam.bytes) as Uint8Array<ArrayBuffer>,
    );
    const study = await beginStudy(station, {
      kind: exam.kind,
      urgency: exam.emergency ? 'emergency' : 'routine',
      objects,
      patient,
    });
    await closeStudy(station, study, objects.length, true);
    for (const [index, bytes] of objects.entries()) {
      if (index === objects.length - 1) sent.push([study.studyInstanceUid, now()]);
      const answer = await sendObject(station, study.depositId, bytes);
      if (!answer.ok) throw new Error(`object refused: ${answer.status}`);
    }
  }

  /** The station fetches and verifies the report; somebody there opens it a minute of the day later. */
  async function receive(place: number, event: FeedEvent): Promise<void> {
    if (event.change.type !== 'report-committed' || !event.change.adopted) return;
    const station = stations[place];
    if (station === undefined) return;
    const { reportId, version, task } = event.change;
    const { report } = await valueIn(station.client.reports.get({ reportId: reportId as never, version }));
    const pdf = await station.fetch(`/objects/${report.pdfSha256}`);
    if (!pdf.ok) throw new Error(`PDF: ${pdf.status}`);
    await pdf.arrayBuffer();
    const { pdfSha256 } = report;
    const key = { reportId: report.reportId, version };
    await valueIn(station.client.reports.confirmDelivery({ commandId: randomUUID(), ...key, pdfSha256 }));
    await wait(60_000 / speed);
    const memberId = nurses[place] as MemberId;
    const opened = { commandId: randomUUID(), ...key, memberId, openedAt: Date.now() };
    await valueIn(station.client.reports.acknowledge(opened));
    received.set(task.studyInstanceUid, (received.get(task.studyInstanceUid) ?? 0) + 1);
    progress(received.size);
  }

  const connect = async (account: Account, place: number): Promise<void> => {
    const onEvent = (event: FeedEvent) => {
      under += 1;
      void receive(place, event)
        .catch(noted('receiving'))
        .finally(() => {
          under -= 1;
        });
    };
    followers.push(await follow({ address, token: account.secret, onEvent, onError: noted('station') }));
  };
  // Some at a time, as after a power cut: each costs the exchange a check of its secret.
  for (let at = 0; at < accounts.length; at += 20) {
    await Promise.all(accounts.slice(at, at + 20).map((account, index) => connect(account, at + index)));
  }
  return {
    begin: () => {
      for (const exam of exams)
        setTimeout(() => void send(exam).catch(noted('sending')), (exam.at - from) / speed);
    },
    end: async () => {
      while (under > 0) await wait(50);
      const counts = followers.map((one) => one.counts);
      for (const one of followers) one.stop();
      return {
        errors,
        events: counts.reduce((sum, one) => sum + one.events, 0),
        again: counts.reduce((sum, one) => sum + one.again, 0),
        sent,
        seen: [],
        received: [...received],
        races: 0,
      };
    },
  };
});

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
