/** Passes the practice township's switches on to its process; only where one was named at the start. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { practiceStatusSchema } from '#shared/contract/practice.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { PracticeControl } from '../api/routes/window-routes.ts';
import type { StationOptions } from './station-settings.ts';

const controlSchema = z.object({ url: z.string().startsWith('http://127.0.0.1:'), secret: z.string() });
const findingSchema = z.object({ zh: z.string(), en: z.string() });

export function createPracticeControl(where: StationOptions['practice']): PracticeControl {
  const absent = () => fail(failure('practice-absent'));

  async function ask<T extends z.ZodType>(
    schema: T,
    method: 'GET' | 'POST',
    path: string,
    body?: object,
  ): Promise<Result<z.infer<T>>> {
    try {
      if (where === undefined) return absent();
      // Written anew at each of its starts, which may come after ours.
      const control = controlSchema.parse(
        'file' in where ? JSON.parse(await readFile(where.file, 'utf8')) : where,
      );
      const response = await fetch(new URL(path, control.url), {
        method,
        headers: { 'x-yuanzhen-secret': control.secret, 'content-type': 'application/json' },
        signal: AbortSignal.timeout(15_000),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answer: unknown = await response.json();
      if (response.ok) return ok(schema.parse(answer));
      const told = (answer as { failure?: Parameters<typeof fail>[0] }).failure;
      return told === undefined ? absent() : (fail(told) as Result<z.infer<T>>);
    } catch {
      return absent();
    }
  }

  return {
    status: async () => {
      if (where === undefined) return ok(null);
      const status = await ask(practiceStatusSchema, 'GET', '/status');
      return status.ok ? status : ok(null);
    },
    sendOne: (kind) => ask(z.unknown(), 'POST', '/send-one', { kind }),
    setRush: (on) => ask(practiceStatusSchema, 'POST', '/rush', { on }),
    setPaused: (on) => ask(practiceStatusSchema, 'POST', '/pause', { on }),
    finding: (accession) => ask(findingSchema, 'GET', `/finding?accession=${encodeURIComponent(accession)}`),
  };
}
