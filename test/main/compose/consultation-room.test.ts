/** A hospital that is asked, at a real exchange whose answer was lost once while the link stood: the case comes all the same. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type MemberId, siteIdSchema } from '#shared/study/ids.ts';
import { createConsultationRoom } from '../../../main/compose/consultation-room.ts';
import type { StationParts } from '../../../main/compose/station-parts.ts';
import { openStationDatabase } from '../../../main/database/open-database.ts';
import { addCast, claim, makePen, sendWholeStudy, startTestExchange, valueIn } from '../../rig/exchange.ts';

it('asks for a case again that could not be fetched', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-room-'));
  const exchange = await startTestExchange();
  const cast = await addCast(exchange);
  const [doctor] = cast.doctors;
  if (doctor === undefined) throw new Error('a doctor is needed');
  const pen = await makePen(exchange, doctor);
  const site = await exchange.add({ type: 'site', name: '省人民医院', tier: 'higher', phone: '027-0120' });
  const member = await exchange.add({ type: 'station', name: '省医院工作站', site: site.name });
  const access = exchange.as(member.secret);
  const task = await valueIn(claim(pen.access, (await sendWholeStudy(cast.clinic)).taskId));
  await valueIn(
    pen.access.client.consultations.ask({
      commandId: randomUUID(),
      consultationId: randomUUID(),
      taskId: task.taskId,
      memberId: pen.id as MemberId,
      to: { siteId: siteIdSchema.parse(site.id) },
      question: '结节性质?',
      minutes: 10,
      state: { findings: '右肺上叶结节', impression: '', recommendation: '' },
    }),
  );
  const { events } = await valueIn(access.client.feed.read({ after: 0, limit: 100 }));

  let asked = 0;
  const consultations = new Proxy(access.client.consultations, {
    get: (given, name) =>
      name === 'open'
        ? (...args: Parameters<typeof given.open>) => {
            asked += 1;
            return asked === 1 ? Promise.reject(new Error('cut')) : given.open(...args);
          }
        : Reflect.get(given, name),
  });
  const database = await valueIn(openStationDatabase(folder));
  const parts = {
    database,
    events: { publish: () => undefined },
    link: { isLinked: () => true },
    access: { ...access, client: { ...access.client, consultations } },
    identity: { current: () => ({ member: { siteId: site.id } }) },
    now: exchange.clock.now,
  } as unknown as StationParts;
  const room = createConsultationRoom(parts, { tasks: {} as never, vault: {} as never });
  try {
    await database.commit(() => room.write(events));
    room.take(events);
    expect(room.findTask(task.taskId)).toBeNull();
    await expect.poll(() => room.findTask(task.taskId)?.taskId).toBe(task.taskId);
    expect(asked).toBe(2);
  } finally {
    room.stop();
    database.close();
    await exchange.stop();
    rmSync(folder, { recursive: true });
  }
}, 120_000);
