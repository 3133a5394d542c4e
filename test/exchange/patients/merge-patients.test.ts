import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Patient } from '#shared/study/patient.ts';
import { codeOf, startTestExchange, type TestExchange, valueIn } from '../../rig/exchange.ts';
import {
  addPatientsCast,
  dismiss,
  merge,
  numberOfHisTwin,
  numberOfWang,
  type PatientsCast,
  personsOf,
  placeOrderFor,
  proposalsOf,
  recordsOf,
  undo,
  wang,
} from '../../rig/patients.ts';

/** Each test has people of its own: a family name and a birth date that no other test uses. */
describe('the patient index', () => {
  let exchange: TestExchange;
  let cast: PatientsCast;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addPatientsCast(exchange);
  });
  afterAll(() => exchange.stop());
  const recordsNamed = async (search: string) => recordsOf(cast.registrar, search);
  const idsOf = async (search: string) =>
    (await recordsNamed(search)).map((record) => record.patientId).sort();
  const proposalOf = async (ids: readonly string[]) =>
    (await proposalsOf(cast.registrar)).find(
      (one) => ids.includes(one.one.patientId) && ids.includes(one.other.patientId),
    );
  const feed = async (access = cast.reader) =>
    (await valueIn(access.client.feed.read({ after: 0, limit: 1000 }))).events;
  const patientEvents = async (access = cast.reader) =>
    (await feed(access)).flatMap((event) =>
      event.change.type === 'patients-changed' ? [{ siteId: event.siteId, ...event.change }] : [],
    );

  it('keeps one record by site, issuer and id, and fills in what it did not know', async () => {
    const first: Patient = { name: 'LIU^ERYI', id: 'E-001', sex: 'U', birthDate: null };
    await placeOrderFor(cast.east, first);
    await placeOrderFor(cast.east, {
      ...first,
      id: ' e001',
      name: '刘二一',
      sex: 'M',
      birthDate: '1950-02-01',
    });
    await placeOrderFor(cast.east, { ...first, healthCard: 'C88888888' });
    const [record, ...others] = await recordsNamed('E001');
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      name: '刘二一',
      sex: 'M',
      birthDate: '1950-02-01',
      healthCard: 'C88888888',
      id: 'E001',
    });
    await placeOrderFor(cast.east, {
      ...first,
      issuer: '体检',
      name: '刘二一',
      sex: 'M',
      birthDate: '1950-02-01',
    });
    await placeOrderFor(cast.west, { ...first, name: '刘二一', sex: 'M', birthDate: '1950-02-02' });
    expect(await idsOf('刘二一')).toHaveLength(3);
  });

  it('writes nobody over another under one number: the second is a record of its own, and a person is asked', async () => {
    await placeOrderFor(cast.east, { name: '赵一山', id: 'E-002', sex: 'M', birthDate: '1951-03-03' });
    await placeOrderFor(cast.east, { name: '钱二水', id: 'E-002', sex: 'F', birthDate: '1990-01-01' });
    await placeOrderFor(cast.east, { name: 'ZHAO YISHAN', id: 'E-002', sex: 'M', birthDate: '1951-03-03' });
    expect((await recordsNamed('E002')).map((record) => record.name).sort()).toEqual(['赵一山', '钱二水']);
    await placeOrderFor(cast.east, { name: '赵一珊', id: 'E-002', sex: 'M', birthDate: '1951-03-03' });
    const proposed = await proposalOf([...(await idsOf('赵一山')), ...(await idsOf('赵一珊'))]);
    expect(proposed?.reasons).toEqual(['site-id-equal', 'name-alike-sound', 'birth-date-equal', 'sex-equal']);
  });

  it('keeps apart a later order that would make a joined record contradict the number it was joined by', async () => {
    const wan: Patient = {
      name: '万福生',
      id: '',
      sex: 'M',
      birthDate: '1962-05-10',
      identityNumber: '429004196205101251',
    };
    const early: Patient = { ...wan, id: 'L101', sex: 'U', birthDate: null };
    await placeOrderFor(cast.east, early);
    await placeOrderFor(cast.west, { ...wan, id: 'L102' });
    const [joined] = await recordsNamed('L101');
    const [other] = await recordsNamed('L102');
    expect(joined?.personId).toBe(other?.personId);
    await placeOrderFor(cast.east, { ...early, birthDate: '1962-10-05' });
    const [kept, apart] = (await recordsNamed('L101')).sort((a) => (a.birthDate === null ? -1 : 1));
    expect(kept).toMatchObject({ patientId: joined?.patientId, birthDate: null });
    expect(apart?.birthDate).toBe('1962-10-05');
    expect(apart?.personId).not.toBe(joined?.personId);
    expect((await proposalOf([kept?.patientId ?? '', apart?.patientId ?? '']))?.reasons).toContain(
      'identity-number-contradicted',
    );
    // What agrees with the number completes the record as before.
    await placeOrderFor(cast.east, { ...early, sex: 'M', birthDate: wan.birthDate });
    expect(await recordsNamed('L101')).toContainEqual(
      expect.objectContaining({ patientId: joined?.patientId, birthDate: wan.birthDate, sex: 'M' }),
    );
  });

  it('joins across sites by a valid, equal number with all the rest compatible, and by nothing less', async () => {
    const east = { ...wang, identityNumber: numberOfWang };
    const cases: ReadonlyArray<readonly [string, Partial<Patient>, boolean]> = [
      ['B101', { name: 'WANG^XIAODONG', identityNumber: numberOfWang }, true],
      ['B102', { name: '王小東', identityNumber: numberOfWang, birthDate: null, sex: 'U' }, true],
      ['B103', { name: '王晓东', identityNumber: numberOfWang }, false],
      ['B104', { name: '李小东', identityNumber: numberOfWang }, false],
      ['B105', { identityNumber: numberOfHisTwin }, false],
      ['B106', { sex: 'F', identityNumber: numberOfWang }, false],
      ['B107', { birthDate: '1961-04-10', identityNumber: numberOfWang }, false],
      ['B108', {}, false],
      ['B109', { healthCard: 'C12345678' }, false],
    ];
    await placeOrderFor(cast.east, { ...east, id: 'A101', healthCard: 'C12345678' });
    const [own] = await recordsNamed('A101');
    for (const [id, change, joins] of cases) {
      await placeOrderFor(cast.west, { ...wang, id, ...change });
      const [theirs] = await recordsNamed(id);
      const [current] = await recordsNamed('A101');
      expect(theirs?.personId === current?.personId, `${id} ${JSON.stringify(change)}`).toBe(joins);
      const proposed = await proposalOf([own?.patientId ?? '', theirs?.patientId ?? '']);
      // A twin has all but the number in common: another number speaks against it.
      if (!joins && id !== 'B105') expect(proposed, id).toBeDefined();
      if (id === 'B105') expect(proposed?.confidence ?? 0).toBeLessThan(0.5);
      if (id === 'B109') expect(proposed?.confidence).toBeGreaterThan(0.99);
      if (id === 'B104') expect(proposed?.reasons).toContain('name-different');
    }
    const merges = await valueIn(cast.registrar.client.patients.history({ limit: 100 }));
    const byRule = merges.filter((one) => one.one.name.startsWith('王') || one.one.name.startsWith('WANG'));
    expect(
      byRule.every((one) => one.mergedBy === null && one.reasons.includes('identity-number-equal')),
    ).toBe(true);
    expect(byRule.length).toBe(2);
  });

  it('takes the identity number that a site uses as its own id for what it is', async () => {
    const number = '110105194912310021';
    await placeOrderFor(cast.east, {
      name: '周大年',
      id: '11010519491231002X',
      sex: 'F',
      birthDate: '1949-12-31',
    });
    await placeOrderFor(cast.west, {
      name: 'ZHOU^DANIAN',
      id: 'W7',
      sex: 'F',
      birthDate: '1949-12-31',
      identityNumber: '11010519491231002X',
    });
    expect((await personsOf(cast.registrar)).filter((one) => one.includes('W7'))).toEqual([
      '东 11010519491231002X + 西 W7',
    ]);
    expect(await codeOf(placeOrderRaw(number))).toBe('invalid-input');
  });

  const placeOrderRaw = (identityNumber: string) =>
    cast.east.client.orders.place({
      commandId: randomUUID(),
      orderId: randomUUID() as never,
      form: {
        patient: { ...wang, identityNumber },
        kind: 'imaging',
        modality: 'DX',
        bodyPart: '',
        complaint: 'x',
        history: '',
        question: '',
        phone: '1',
        urgency: 'routine',
        accessionNumber: '',
        expectedObjects: null,
      },
      emergencyDirect: false,
      placedBy: null,
    });

  it('proposes once, however often the same is sent, and finds sound, shape, spelling and swapped dates', async () => {
    const of = (name: string, id: string, birthDate = '1972-05-06'): Patient => ({
      name,
      id,
      sex: 'F',
      birthDate,
    });
    await placeOrderFor(cast.east, of('孙未英', 'E30'));
    for (const [name, id] of [
      ['孙末英', 'W30'],
      ['SUN WEIYING', 'W31'],
      ['孙为英', 'W32'],
      ['孙未英', 'W33'],
    ] as const) {
      await placeOrderFor(cast.west, of(name, id));
      await placeOrderFor(cast.west, of(name, id));
    }
    await placeOrderFor(cast.west, of('郑长河', 'W34'));
    const own = (await idsOf('E30'))[0] ?? '';
    const found = (await proposalsOf(cast.registrar)).filter((one) =>
      [one.one.patientId, one.other.patientId].includes(own as never),
    );
    const nameReason = (one: (typeof found)[number]) =>
      one.reasons.find((reason) => reason.startsWith('name-'));
    expect(
      Object.fromEntries(
        found.map((one) => [one.one.id === 'E30' ? one.other.id : one.one.id, nameReason(one)]),
      ),
    ).toEqual({
      W30: 'name-alike-shape',
      W31: 'name-transcribed',
      W32: 'name-alike-sound',
      W33: 'name-same',
    });
    expect(found[0]?.confidence).toBeGreaterThanOrEqual(found.at(-1)?.confidence ?? 1);
    const told = (await patientEvents()).filter(
      (event) => event.act === 'proposed' && event.patientIds.includes(own as never),
    );
    expect(told).toHaveLength(4);
    expect((await patientEvents(cast.west)).filter((event) => event.act === 'proposed')).toEqual([]);
  });

  it('merges by a person and undoes it exactly; each site hears of its own records only', async () => {
    await placeOrderFor(cast.east, { name: '冯春兰', id: 'E40', sex: 'F', birthDate: '1933-07-07' });
    await placeOrderFor(cast.west, { name: '冯春兰', id: 'W40', sex: 'F', birthDate: '1933-07-07' });
    const before = await personsOf(cast.registrar);
    const openBefore = await proposalsOf(cast.registrar);
    const ids = await idsOf('冯春兰');
    const proposal = await proposalOf(ids);
    const commandId = randomUUID();
    const input = { commandId, one: ids[0] as never, other: ids[1] as never, note: '' };
    const done = await valueIn(cast.registrar.client.patients.merge(input));
    expect(await valueIn(cast.registrar.client.patients.merge(input))).toEqual(done);
    expect(await personsOf(cast.registrar)).toContain('东 E40 + 西 W40');
    expect(await proposalOf(ids)).toBeUndefined();
    expect(await codeOf(merge(cast.registrar, ids[0] as never, ids[1] as never))).toBe(
      'patients-already-one',
    );
    const undone = await valueIn(undo(cast.registrar, done.mergeId, '电话核实:两人'));
    expect(undone).toMatchObject({ undoneBy: '孙立', undoNote: '电话核实:两人', flaggedReports: 0 });
    expect(await personsOf(cast.registrar)).toEqual(before);
    expect(await proposalsOf(cast.registrar)).toEqual(openBefore);
    expect((await proposalOf(ids))?.proposalId).toBe(proposal?.proposalId);
    expect(await codeOf(undo(cast.registrar, done.mergeId))).toBe('merge-not-found');
    const eastHears = (await patientEvents(cast.east)).filter((event) =>
      ids.some((id) => event.patientIds.includes(id as never)),
    );
    expect(eastHears.map((event) => event.act)).toEqual(['merged', 'split']);
    for (const event of eastHears) {
      expect(event.siteId).toBe(cast.sites[0]);
      expect(event.patientIds).toEqual([(await idsOf('E40'))[0]]);
    }
  });

  it('leaves a pair that was held apart so when a merge over it is undone', async () => {
    await placeOrderFor(cast.east, { name: '霍去病', id: 'E71', sex: 'M', birthDate: '1971-07-01' });
    await placeOrderFor(cast.west, { name: '霍去病', id: 'W71', sex: 'M', birthDate: '1971-07-01' });
    const [one = '', other = ''] = await idsOf('霍去病');
    const open = await proposalOf([one, other]);
    await valueIn(dismiss(cast.registrar, open?.proposalId ?? ''));
    const { mergeId } = await valueIn(merge(cast.registrar, one as never, other as never));
    await valueIn(undo(cast.registrar, mergeId, '看错了'));
    expect(await proposalOf([one, other])).toBeUndefined();
  });

  it('asks for the grounds where something contradicts', async () => {
    await placeOrderFor(cast.east, { name: '卫东海', id: 'E50', sex: 'M', birthDate: '1944-08-08' });
    await placeOrderFor(cast.west, { name: '卫东海', id: 'W50', sex: 'M', birthDate: '1944-08-09' });
    const ids = await idsOf('卫东海');
    expect(await codeOf(merge(cast.registrar, ids[0] as never, ids[1] as never, ' '))).toBe(
      'merge-note-needed',
    );
    expect(await codeOf(merge(cast.registrar, ids[0] as never, ids[1] as never, '户口本核对'))).toBe('ok');
    expect(await codeOf(merge(cast.registrar, ids[0] as never, 'pt-none' as never, 'x'))).toBe(
      'patient-not-found',
    );
  });

  it('never joins by the rule what a person has parted or held apart', async () => {
    const of = (id: string, more: Partial<Patient> = {}): Patient => ({
      name: '蒋文',
      id,
      sex: 'M',
      birthDate: '1961-04-09',
      ...more,
    });
    await placeOrderFor(cast.east, of('E60', { identityNumber: numberOfHisTwin }));
    await placeOrderFor(cast.west, of('W60', { identityNumber: numberOfHisTwin }));
    const ids = await idsOf('蒋文');
    const history = await valueIn(cast.registrar.client.patients.history({ limit: 100 }));
    const joined = history.find((one) => ids.includes(one.one.patientId) && one.mergedBy === null);
    await valueIn(undo(cast.registrar, joined?.mergeId ?? ''));
    await placeOrderFor(cast.west, of('W60', { healthCard: 'C60606060' }));
    // A third record may be joined to one side, and must not become the bridge between both.
    await placeOrderFor(cast.west, of('W61', { identityNumber: numberOfHisTwin }));
    const persons = (await personsOf(cast.registrar)).filter((one) => /[EW]6[01]/.test(one));
    expect(persons).toHaveLength(2);
    expect(persons.some((one) => one.includes('E60') && one.includes('W60'))).toBe(false);

    await placeOrderFor(cast.east, { ...wang, name: '沈未', id: 'E70', birthDate: '1961-04-09' });
    await placeOrderFor(cast.west, { ...wang, name: '沈未', id: 'W70', birthDate: '1961-04-09' });
    const shen = await idsOf('沈未');
    await valueIn(dismiss(cast.registrar, (await proposalOf(shen))?.proposalId ?? '', '两人'));
    await placeOrderFor(cast.east, { ...wang, name: '沈未', id: 'E70', identityNumber: numberOfWang });
    await placeOrderFor(cast.west, { ...wang, name: '沈未', id: 'W70', identityNumber: numberOfWang });
    expect((await personsOf(cast.registrar)).some((one) => one.includes('E70') && one.includes('W70'))).toBe(
      false,
    );
    expect(await proposalOf(shen)).toBeUndefined();
  });

  it('lets administrators and registrars keep it, a clinic see its own, and nobody else anything', async () => {
    const { person, registrar, east, reader } = cast;
    const people = {
      administrator: await person('管理员', 'administrator'),
      registrar,
      clinic: await person('何护士', 'clinic', '东河镇卫生院'),
      reader: await person('陈医师', 'reader'),
      reviewer: await person('郑主任', 'reviewer'),
      trainee: await person('吴医师', 'trainee'),
      auditor: await person('钱明', 'auditor'),
      'clinic station': east,
      'reading station': reader,
    };
    const acts = {
      proposals: (who: typeof east) => who.client.patients.proposals({ limit: 10 }),
      merge: (who: typeof east) => merge(who, 'pt-1' as never, 'pt-2' as never),
      dismiss: (who: typeof east) => dismiss(who, 'pp-none'),
      undo: (who: typeof east) => undo(who, 'pm-none'),
      history: (who: typeof east) => who.client.patients.history({ limit: 10 }),
      list: (who: typeof east) => who.client.patients.list({ search: '', limit: 10 }),
    };
    const seen: Record<string, string> = {};
    for (const [who, access] of Object.entries(people)) {
      const codes = [];
      for (const act of Object.values(acts)) codes.push(await codeOf(act(access)));
      seen[who] = codes.join(' ');
    }
    const keeper = 'ok patient-not-found proposal-not-found merge-not-found ok ok';
    const nobody = Array(6).fill('right-missing').join(' ');
    const machine = Array(6).fill('not-signed-in').join(' ');
    expect(seen).toEqual({
      administrator: keeper,
      registrar: keeper,
      clinic: 'right-missing right-missing right-missing right-missing right-missing ok',
      reader: nobody,
      reviewer: nobody,
      trainee: nobody,
      auditor: nobody,
      'clinic station': machine,
      'reading station': machine,
    });
    const own = await valueIn(people.clinic.client.patients.list({ search: '', limit: 500 }));
    expect(new Set(own.map((record) => record.siteName))).toEqual(new Set(['东河镇卫生院']));
    // Merged elsewhere or not: a clinic cannot tell.
    const mine = new Set(own.map((record) => record.patientId));
    expect(own.every((record) => mine.has(record.personId))).toBe(true);
  });

  it('leaves a line in the audit record for each act, done or refused', async () => {
    const auditor = await cast.person('审计员', 'auditor');
    const lines = await valueIn(auditor.client.audit.read({ after: 0, limit: 1000 }));
    const counted = (act: string, success: boolean) =>
      lines.filter((line) => line.act === act && line.success === success).length;
    for (const act of ['patients-merged', 'patients-split', 'patients-held-apart']) {
      expect(counted(act, true), act).toBeGreaterThan(0);
      expect(counted(act, false), act).toBeGreaterThan(0);
    }
    const byRule = lines.filter((line) => line.act === 'patients-merged' && line.detail.startsWith('rule '));
    const merges = await valueIn(cast.registrar.client.patients.history({ limit: 500 }));
    expect(byRule.map((line) => line.object).sort()).toEqual(
      merges
        .filter((one) => one.mergedBy === null)
        .map((one) => one.mergeId)
        .sort(),
    );
    expect(await valueIn(auditor.client.audit.prove({ from: 'first' }))).toMatchObject({ brokenAt: null });
  });
});
