/** Whose cases a hospital may see that are not its own: those it is asked about, while somebody waits for its answer. */
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import type { SiteView } from './visible-sites.ts';

type Db = ExchangeDatabase | ExchangeTransaction;

function openAt(db: Db, view: ReadonlySet<string>) {
  return db
    .selectFrom('consultation')
    .where('consultation.toSiteId', 'in', [...view, ''])
    .where('consultation.open', '=', 1);
}

/** False for the centre, which sees every case anyhow. */
export async function isConsulted(db: Db, view: SiteView, taskId: string): Promise<boolean> {
  if (view === '*') return false;
  const row = await openAt(db, view)
    .select('consultation.consultationId')
    .where('consultation.taskId', '=', taskId)
    .executeTakeFirst();
  return row !== undefined;
}

/** An image, recording or document of such a case, or what its reader saved beside it. */
export async function isOfConsultedCase(db: Db, view: SiteView, sha256: string): Promise<boolean> {
  if (view === '*') return false;
  const cases = openAt(db, view).innerJoin('task', 'task.taskId', 'consultation.taskId');
  const [image, mark] = await Promise.all([
    cases
      .innerJoin('depositObject', 'depositObject.depositId', 'task.depositId')
      .select('task.taskId')
      .where('depositObject.sha256', '=', sha256)
      .executeTakeFirst(),
    cases
      .innerJoin('savedMark', 'savedMark.depositId', 'task.depositId')
      .select('task.taskId')
      .where('savedMark.sha256', '=', sha256)
      .executeTakeFirst(),
  ]);
  return image !== undefined || mark !== undefined;
}
