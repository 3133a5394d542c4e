/** What the bench's client processes and the bench tell each other, as JSON messages. */
import type { SentExam } from './day.ts';

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
}

/** Instants are in ms of `performance`, from the epoch: one clock for all processes of a machine. */
export interface ClientsOrder {
  readonly address: string;
  readonly accounts: readonly Account[];
  /** Who acknowledges at the station of that place. */
  readonly nurses: readonly string[];
  readonly exams: readonly SentExam[];
  /** When the first hour of the slice begins, and which ms of the day that is. */
  readonly from: number;
  readonly speed: number;
}

export interface ClientsReport {
  /** Unexpected refusals and lost connections, each as a sentence. */
  readonly errors: readonly string[];
  readonly events: number;
  readonly again: number;
  /** By study: when the last object was sent, or when the first and the last reader saw it wait. */
  readonly sent: ReadonlyArray<readonly [study: string, at: number]>;
  readonly seen: ReadonlyArray<readonly [study: string, first: number, last: number, readers: number]>;
  /** By study: how many final reports were delivered and acknowledged. */
  readonly received: ReadonlyArray<readonly [study: string, times: number]>;
  /** Claims that another reader won. */
  readonly races: number;
}

export type ToClients =
  | { readonly do: 'connect'; readonly order: ClientsOrder }
  | { readonly do: 'begin' }
  | { readonly do: 'end' };
export type FromClients =
  | { readonly is: 'connected' }
  | { readonly is: 'progress'; readonly done: number }
  | { readonly is: 'report'; readonly report: ClientsReport };

export const now = (): number => performance.timeOrigin + performance.now();

/** Runs a client process: connects, begins when told, reports when told. */
export function serveClients(
  connect: (
    order: ClientsOrder,
    progress: (done: number) => void,
  ) => Promise<{
    readonly begin: () => void;
    readonly end: () => Promise<ClientsReport>;
  }>,
): void {
  const tell = (message: FromClients) => process.send?.(message);
  let running: Awaited<ReturnType<typeof connect>> | null = null;
  process.on('message', async (message: ToClients) => {
    if (message.do === 'connect') {
      running = await connect(message.order, (done) => tell({ is: 'progress', done }));
      tell({ is: 'connected' });
    } else if (message.do === 'begin') running?.begin();
    else if (running !== null) {
      tell({ is: 'report', report: await running.end() });
      process.disconnect?.();
    }
  });
}
