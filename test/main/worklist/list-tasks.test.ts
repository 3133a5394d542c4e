import { describe, expect, test } from 'vitest';
import { compareTasks, isUnderTab } from '../../../main/worklist/order-tasks.ts';
import { patientPinyin } from '../../../main/worklist/patient-pinyin.ts';
import { reachedAlerts } from '../../../main/worklist/raise-alerts.ts';
import { matchesSearch } from '../../../main/worklist/search-tasks.ts';
import { buildTask } from '../../builders/task.ts';

test.each([
  '王小东',
  '小东',
  'wxd',
  'wangxiaodong',
  'wangx',
  'HC0042',
  'hc00',
  'a2026001',
  '胡场',
  'ct wxd',
  'WXD',
])('finds 王小东 by %s', (search) => {
  expect(matchesSearch(buildTask(), search)).toBe(true);
});

test.each(['张', 'xdw', 'zhang', '0043', 'wxd mr'])('does not find 王小东 by %s', (search) => {
  expect(matchesSearch(buildTask(), search)).toBe(false);
});

test('reads surnames as surnames', () => {
  expect(patientPinyin('单雄信')).toEqual({ initials: 'sxx', full: 'shanxiongxin' });
  expect(patientPinyin('吕布').initials).toBe('lb');
});

test('lanes go before deadlines, what is done goes last, newest first', () => {
  const task = (
    taskId: string,
    urgency: 'routine' | 'stroke' | 'trauma',
    deadline: number,
    state = 'waiting',
  ) =>
    buildTask({
      taskId: taskId as never,
      state: state as never,
      order: { urgency },
      clock: { deadline },
      stamps: { signedAt: state === 'signed' ? deadline : null },
    });
  const list = [
    task('routine-late', 'routine', 900),
    task('signed-old', 'trauma', 5000, 'signed'),
    task('stroke', 'stroke', 800),
    task('signed-new', 'routine', 6000, 'signed'),
    task('trauma', 'trauma', 1000),
    task('routine-soon', 'routine', 100),
  ];
  expect(list.sort(compareTasks).map((one) => one.taskId)).toEqual([
    'trauma',
    'stroke',
    'routine-soon',
    'routine-late',
    'signed-new',
    'signed-old',
  ]);
});

test('a task whose holder is gone stands among the waiting again', () => {
  const holder = {
    memberId: 'p-1' as never,
    name: '李明',
    stationId: null,
    claimedAt: 1,
    leaseUntil: 2,
    alive: true,
  };
  const held = buildTask({ state: 'reading', holder });
  expect(isUnderTab(held, 'waiting', 'p-2', false)).toBe(false);
  expect(isUnderTab(held, 'mine', 'p-1', false)).toBe(true);
  const gone = buildTask({ state: 'reading', holder: { ...holder, alive: false } });
  expect(isUnderTab(gone, 'waiting', 'p-2', false)).toBe(true);
});

test('a correction that waits for a second doctor stands among what waits for review', () => {
  const submitted = { memberId: 'p-1' as never, name: '李明', at: 2 };
  const begun = { purpose: 'correct', reason: 'wording', note: '', at: 1, claim: 2 } as const;
  const amending = { ...begun, memberId: 'p-1' as never, name: '李明' };
  const isUnder = (task: Parameters<typeof isUnderTab>[0]) => isUnderTab(task, 'reviewing', 'p-2', false);
  expect(isUnder(buildTask({ state: 'received', holder: null, amending: { ...amending, submitted } }))).toBe(
    true,
  );
  expect(isUnder(buildTask({ state: 'received', amending }))).toBe(false);
});

const rung = (name: 'sound' | 'room' | 'leader' | 'phones', contacts = 1) => ({
  rung: name,
  at: 2500,
  to: contacts === 0 ? [] : [{ name: '张主任', phone: '8800' }],
  reached: false,
  phoned: null,
});

test('alerts follow the rungs that the exchange has fired, those of the claim only while nobody reads it', () => {
  const task = buildTask();
  expect(reachedAlerts(task, 'reader', 3000)).toEqual(['new']);
  // The clock alone rings nothing: the exchange decides.
  expect(reachedAlerts(task, 'reader', 10 ** 9)).toEqual(['new']);
  const climbed = buildTask({ escalation: [rung('sound'), rung('room')], missForecastAt: 2400 });
  expect(reachedAlerts(climbed, 'reader', 3000)).toEqual(['new', 'will-miss', 'sound', 'room']);
  const held = { ...climbed, state: 'reading' as const, escalation: [rung('room'), rung('leader')] };
  expect(reachedAlerts(held, 'reader', 3000)).toEqual(['leader']);
  expect(
    reachedAlerts(buildTask({ clock: { stoppedAt: 9 }, escalation: [rung('leader')] }), 'reader', 9),
  ).toEqual([]);
  expect(reachedAlerts(held, 'clinic', 3000)).toEqual([]);
  const grave = { ...held, escalation: [rung('leader'), rung('phones')] };
  expect(reachedAlerts(grave, 'clinic', 3000)).toEqual(['phones']);
  const home = buildTask({ state: 'delivered', stamps: { deliveredAt: 10_000 } });
  expect(reachedAlerts(home, 'clinic', 10_500)).toEqual(['report-home']);
  expect(reachedAlerts(home, 'clinic', 130_000)).toEqual(['report-home', 'unopened']);
});

test('a critical value rings at the township until somebody has closed it, and at both ends once it has to be telephoned', () => {
  const notice = (closed: boolean, rungs: number) =>
    ({ closed: closed ? { at: 1 } : null, rungs: Array.from({ length: rungs }), drill: false }) as never;
  const task = (...notices: never[]) => buildTask({ state: 'reading', notices });
  expect(reachedAlerts(task(notice(false, 0)), 'clinic', 3000)).toEqual(['notice']);
  expect(reachedAlerts(task(notice(false, 0)), 'reader', 3000)).toEqual([]);
  expect(reachedAlerts(task(notice(false, 1)), 'clinic', 3000)).toEqual(['notice', 'notice-silent']);
  expect(reachedAlerts(task(notice(false, 1)), 'reader', 3000)).toEqual(['notice-silent']);
  expect(reachedAlerts(task(notice(true, 2)), 'clinic', 3000)).toEqual([]);
  expect(reachedAlerts(task(notice(true, 2)), 'reader', 3000)).toEqual([]);
});

describe('a critical rule', () => {
  const hit = (what: 'confirmed' | 'rejected' | null) => [
    { sha256: 'a', raisedAt: 1, findings: [], verdict: what === null ? null : { what } } as never,
  ];
  const task = (taskId: string, critical: 'confirmed' | 'rejected' | null | undefined, urgency = 'routine') =>
    buildTask({
      taskId: taskId as never,
      order: { urgency: urgency as never },
      ...(critical === undefined ? {} : { critical: hit(critical) }),
    });

  test('lifts its task above every lane until it is rejected', () => {
    const list = [
      task('trauma', undefined, 'trauma'),
      task('rejected', 'rejected'),
      task('confirmed', 'confirmed'),
      task('open', null),
    ];
    expect(list.sort(compareTasks).map((one) => one.taskId)).toEqual([
      'open',
      'confirmed',
      'trauma',
      'rejected',
    ]);
  });

  test('rings at every reader whoever holds the task, and at the township once a doctor has confirmed it', () => {
    const held = { ...task('open', null), state: 'reading' as const };
    expect(reachedAlerts(held, 'reader', 3000)).toEqual(['critical']);
    expect(reachedAlerts(task('open', null), 'reader', 3000)).toEqual(['new', 'critical']);
    expect(reachedAlerts(task('open', 'rejected'), 'reader', 3000)).toEqual(['new']);
    expect(reachedAlerts(held, 'clinic', 3000)).toEqual([]);
    expect(reachedAlerts(task('open', 'confirmed'), 'clinic', 3000)).toEqual(['critical-confirmed']);
  });
});
