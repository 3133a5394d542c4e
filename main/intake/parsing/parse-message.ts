/** What the station and its parsing process say to each other. */
import type { Result } from '#shared/result.ts';
import type { DescribedInstance } from '#shared/study/described-instance.ts';

export interface ParseOrder {
  readonly number: number;
  readonly path: string;
}

export interface ParseAnswer {
  readonly number: number;
  readonly described: Result<DescribedInstance>;
}

/** Said once, when the parsers are loaded. */
export const parserReady = 'ready';
