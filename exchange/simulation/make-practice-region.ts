/** The practice region: accounts for every role with made passwords and PINs, in a data folder of its own. */
import { randomInt } from 'node:crypto';
import { access, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '#shared/result.ts';
import { type EscalationPolicy, escalationPolicySchema } from '#shared/study/escalation.ts';
import type { SiteTier } from '#shared/study/site-tier.ts';
import type { ExchangeDatabase } from '../database/open-database.ts';

export const practiceNames = { name: '演示地区', centre: '演示市人民医院远程诊断中心' };

/** Where passwords and PINs of the practice region are written, readable by the owner alone. */
export const practiceAccountsFile = 'practice-accounts.json';

export interface PracticeAccounts {
  readonly region: string;
  readonly accounts: readonly {
    readonly role: string;
    readonly name: string;
    readonly title: string;
    readonly site: string | null;
    readonly password: string;
    readonly pin: string;
    readonly memberId: string;
  }[];
  readonly stations: readonly {
    readonly role: 'clinic' | 'reader';
    readonly site: string | null;
    readonly name: string;
    readonly secret: string;
  }[];
}

const sites = ['青石镇卫生院', '柳河镇卫生院'] as const;

/** Where the townships send patients on; numbers that ring nowhere. */
const hospitals = [
  { name: '演示市人民医院', tier: 'city', phone: '0728-0000021', chestPain: true },
  { name: '演示省人民医院', tier: 'higher', phone: '027-00000022', chestPain: false },
] as const;

const people = [
  {
    // Whoever opens the practice region first sits here: the night shift, which reads everything.
    role: 'radiologist',
    name: '陈静怡',
    title: '值班主治医师(影像与心电)',
    site: '',
    rights: 'reader',
    licence: '110420000000001',
  },
  {
    role: 'radiologist',
    name: '赵文博',
    title: '放射科副主任医师',
    site: '',
    rights: 'write:imaging,issue:imaging,sign:imaging',
    licence: '110420000000002',
  },
  {
    role: 'cardiologist',
    name: '林书瑶',
    title: '心电诊断科主治医师',
    site: '',
    rights: 'write:ecg,issue:ecg,sign:ecg',
    licence: '110420000000003',
  },
  { role: 'trainee', name: '吴一帆', title: '规培医师', site: '', rights: 'trainee', licence: '' },
  {
    role: 'reviewer',
    name: '郑国栋',
    title: '主任医师',
    site: '',
    rights: 'reviewer',
    licence: '110420000000004',
  },
  { role: 'clinic', name: '李秀兰', title: '护士长', site: sites[0], rights: 'clinic', licence: '' },
  { role: 'clinic', name: '何建国', title: '全科医师', site: sites[1], rights: 'clinic', licence: '' },
  {
    role: 'clinic',
    name: '高峰',
    title: '胸痛中心值班医师',
    site: hospitals[0].name,
    rights: 'clinic',
    licence: '',
  },
  { role: 'administrator', name: '孙立', title: '信息科', site: '', rights: 'administrator', licence: '' },
  { role: 'auditor', name: '钱明', title: '医务科', site: '', rights: 'auditor', licence: '' },
] as const;

/** Numbers that ring nowhere. */
const practiceEscalation = escalationPolicySchema.parse({
  rules: [
    {
      leader: { name: '郑国栋', phone: '0728-0000001' },
      phones: [
        { name: '医学影像科主任', phone: '0728-0000002' },
        { name: '医院总值班', phone: '0728-0000003' },
      ],
      critical: [
        { name: '卫生院值班医师', phone: '0728-0000011' },
        { name: '卫生院院长', phone: '0728-0000012' },
      ],
    },
  ],
});

export interface PracticeMember {
  readonly type: 'person' | 'station' | 'site';
  readonly name: string;
  readonly site: string;
  readonly rights: string;
  readonly licence: string;
  readonly title?: string;
  readonly password?: string;
  readonly tier?: SiteTier;
  readonly phone?: string;
  readonly chestPain?: boolean;
}

/**
 * Fills an empty practice region and writes the accounts. A first start that was cut short is begun again; a region that was made
 * before there was a ladder is told whom it calls.
 */
export async function makePracticeRegion(
  deps: {
    readonly db: ExchangeDatabase;
    readonly folder: string;
    readonly addMember: (
      member: PracticeMember,
    ) => Promise<Result<{ readonly id: string; readonly secret: string }>>;
    readonly setEscalation: (policy: EscalationPolicy) => Promise<Result<unknown>>;
  },
  region: string,
): Promise<void> {
  const isWritten = await access(join(deps.folder, practiceAccountsFile)).then(
    () => true,
    () => false,
  );
  const policy = await deps.db.selectFrom('escalationPolicy').select('policyId').executeTakeFirst();
  if (policy === undefined) {
    const kept = await deps.setEscalation(practiceEscalation);
    if (!kept.ok) throw new Error(kept.failure.message);
  }
  if (isWritten) return;
  await deps.db.deleteFrom('member').where('siteId', 'is not', null).execute();
  await deps.db.deleteFrom('member').execute();
  const add = async (member: PracticeMember) => {
    const added = await deps.addMember(member);
    if (!added.ok) throw new Error(added.failure.message);
    return added.value;
  };
  const plain = { rights: '', licence: '' };
  for (const name of sites) await add({ type: 'site', name, site: '', tier: 'township', ...plain });
  for (const one of hospitals) await add({ type: 'site', site: '', ...plain, ...one });
  const stations: PracticeAccounts['stations'][number][] = [];
  for (const site of [...sites, hospitals[0].name]) {
    const name = `${site}工作站`;
    const { secret } = await add({ type: 'station', name, site, ...plain });
    stations.push({ role: 'clinic', site, name, secret });
  }
  const name = '诊断中心工作站';
  const { secret } = await add({ type: 'station', name, site: '', ...plain });
  stations.push({ role: 'reader', site: null, name, secret });
  const accounts: PracticeAccounts['accounts'][number][] = [];
  for (const { role, ...person } of people) {
    const password = makePassword();
    const { id } = await add({ type: 'person', ...person, password });
    const site = person.site === '' ? null : person.site;
    const pin = String(randomInt(1_000_000)).padStart(6, '0');
    accounts.push({ role, name: person.name, title: person.title, site, password, pin, memberId: id });
  }
  await writeAccounts(deps.folder, { region, accounts, stations });
}

/** Twelve characters without look-alikes: it is read off a screen. */
function makePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  return Array.from({ length: 12 }, () => letters[randomInt(letters.length)]).join('');
}

async function writeAccounts(folder: string, accounts: PracticeAccounts): Promise<void> {
  const path = join(folder, practiceAccountsFile);
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(accounts, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}
