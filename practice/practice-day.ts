/**
 * The practice township as a process of its own: places orders at the clinic station and pushes their exams into it.
 * Prints {"ready":true,"program":"practice","control":URL} when the day has begun; ends on SIGTERM.
 */
import { randomUUID } from 'node:crypto';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { openDayJournal } from './day/day-journal.ts';
import { readDayOptions } from './day/read-options.ts';
import { serveControl } from './day/serve-control.ts';
import { simulateDay } from './day/simulate-day.ts';
import { openTownshipDesk, type TownshipDesk } from './day/township-desk.ts';
import { devices } from './devices.ts';
import type { Exam } from './exam.ts';
import { dropIntoFolder } from './push/drop-into-folder.ts';
import { sendByDicom } from './push/send-by-dicom.ts';
import { createRandom } from './random.ts';

const stationPatienceMs = 60_000;

async function run(argv: readonly string[]): Promise<number> {
  const read = readDayOptions(argv);
  if (!read.ok) return complain(read.failure, 2);
  const options = read.value;
  const desk = openTownshipDesk({
    pipe: options.pipe,
    secret: options.pipeSecret,
    account: options.account,
  });
  const site = await awaitPracticeRegion(desk);
  if (!site.ok) return complain(site.failure, 1);

  const journal = await openDayJournal(options.data);
  let told = '';
  const day = simulateDay({
    journal,
    desk,
    push: (exam) => push(exam, options),
    now: () => Date.now(),
    seed: randomUUID(),
    hospital: () => site.value,
    onTrouble: (trouble) => {
      // The same trouble comes at every look: it is told once.
      if (trouble.message !== told) process.stderr.write(`${trouble.message}\n`);
      told = trouble.message;
    },
  });
  const control = await serveControl(day, options.controlPort, options.data);
  if (!control.ok) {
    await day.stop();
    await journal.close();
    return complain(control.failure, 1);
  }
  process.stdout.write(
    `${JSON.stringify({ ready: true, program: 'practice', control: control.value.url })}\n`,
  );
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  await control.value.stop();
  await day.stop();
  await journal.close();
  return 0;
}

/** Waits until the station knows its region; refuses any that is not made for practice. */
async function awaitPracticeRegion(desk: TownshipDesk): Promise<Result<string | null>> {
  const until = performance.now() + stationPatienceMs;
  for (;;) {
    const facts = await desk.station();
    if (facts.ok && facts.value.known) {
      return facts.value.simulation ? ok(facts.value.siteName) : fail(failure('practice-refused'));
    }
    if (performance.now() > until) {
      return facts.ok ? fail(failure('practice-station-absent', { detail: '' })) : facts;
    }
    await new Promise((resume) => setTimeout(resume, 500));
  }
}

/** Most devices speak DICOM; one exam in four comes from one that only exports into a folder. */
function push(
  exam: Exam,
  options: Extract<ReturnType<typeof readDayOptions>, { ok: true }>['value'],
): Promise<Result<{ readonly stored: number }>> {
  const byFolder = createRandom(`way ${exam.studyInstanceUid}`).chance(0.25);
  return byFolder
    ? dropIntoFolder(exam.objects, options.watch, exam.order.accessionNumber)
    : sendByDicom(exam.objects, { ...options.dicom, callingAet: devices[exam.examKind].aeTitle });
}

function complain(trouble: Failure, code: number): number {
  process.stderr.write(`${trouble.message}\n${trouble.remedy}\n`);
  return code;
}

process.exitCode = await run(process.argv.slice(2));
