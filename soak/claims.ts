/**
 * Soak `claims`: 20 clients ask for the same task at once, over real HTTP to an exchange that is a process of its own, `--cases`
 * times: one holds it each time.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addMemberToFolder } from '../exchange/add-member-to-folder.ts';
import type { NewMember } from '../exchange/members/add-member.ts';
import { createExchangeAccess } from '../main/link/exchange-client.ts';
import { valueIn } from '../test/rig/exchange.ts';
import { startProgram } from '../test/rig/program.ts';
import { raceForTask } from '../test/rig/race-claims.ts';
import { type SoakProgram, soakCases } from './soak-program.ts';

const clients = 20;

export const soak: SoakProgram = {
  says: `${clients} clients claim one task: one winner, every time`,
  run: async (limits) => {
    const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-claims-'));
    const exchange = await startProgram(['exchange', '--data', folder, '--listen', '127.0.0.1:0']);
    const add = async (member: Pick<NewMember, 'type' | 'name'> & Partial<NewMember>) => {
      const made = { site: '', rights: '', licence: '', ...member };
      const { id, secret } = await valueIn(addMemberToFolder(folder, made));
      return { id, access: createExchangeAccess(String(exchange.ready.exchange), secret) };
    };
    try {
      await add({ type: 'site', name: '青石镇卫生院' });
      const clinic = await add({ type: 'station', name: '青石工作站', site: '青石镇卫生院' });
      const reader = await add({ type: 'station', name: '诊断中心一号' });
      const racers = [];
      for (let index = 0; index < clients; index += 1) {
        const racer = await add({ type: 'person', name: `抢单医师${index}`, rights: 'reader' });
        await valueIn(racer.access.client.members.whoAmI());
        racers.push(racer);
      }
      const race = { clinic: clinic.access, reader: reader.access, racers };
      const { cases, findings } = await soakCases(limits, (draw) =>
        raceForTask({ ...race, first: draw.below(clients) }),
      );
      return { cases, findings, figures: { clients } };
    } finally {
      await exchange.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
