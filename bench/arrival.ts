/**
 * Bench `arrival`: from the push of an ECG's last byte at the township to the task being in a reader's worklist, through three
 * real processes on loopback. The clock starts before the association is asked for, so the push itself is inside the number.
 */
import { generateExam } from '../practice/generate-exam.ts';
import { placeOrder, pushWithDcmtk, startRegion } from '../test/rig/region.ts';
import { summary } from './figures/summary.ts';

const rounds = 60;
const goalMs = 1000;

const region = await startRegion();
const visible = new Map<string, (at: number) => void>();
const events = await region.reader.window.station.events.subscribe();
void (async () => {
  for await (const event of events)
    if (event.type === 'task' && event.task.state === 'waiting')
      visible.get(event.task.studyInstanceUid)?.(performance.now());
})();

const fromPush: number[] = [];
const fromAcknowledged: number[] = [];
for (let round = 0; round < rounds; round++) {
  const exam = generateExam({ seed: `arrival-${round}`, kind: 'ecg', now: new Date() });
  await placeOrder(region, exam);
  const seen = new Promise<number>((resolve) => visible.set(exam.studyInstanceUid, resolve));
  const begun = performance.now();
  await pushWithDcmtk(region, exam);
  const acknowledged = performance.now();
  const at = await seen;
  fromPush.push(at - begun);
  fromAcknowledged.push(Math.max(0, at - acknowledged));
}
await events.return?.();
await region.stop();

const whole = summary(fromPush);
console.log(
  JSON.stringify({
    bench: 'arrival',
    rounds,
    unit: 'ms',
    pushToWorklist: whole,
    senderDoneToWorklist: summary(fromAcknowledged),
    goal: { p99: goalMs },
    pass: whole.p99 <= goalMs,
  }),
);
process.exit(0);
