/** Strict arguments of a command: an unknown option or a missing one is a `usage` failure, never a guess. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { failure, type Language } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';

type Parsed<O extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ args: string[]; options: O; allowPositionals: true; strict: true }>
>;

export interface ArgumentRules<O extends ParseArgsOptionsConfig> {
  readonly options: O;
  /** Options that must be given. */
  readonly required?: ReadonlyArray<keyof O & string>;
  /** Least and greatest count of positionals; none are allowed when absent. */
  readonly positionals?: { readonly least: number; readonly most?: number; readonly name: string };
}

export interface Arguments<O extends ParseArgsOptionsConfig> {
  readonly values: Parsed<O>['values'];
  readonly positionals: readonly string[];
}

/** Parses `args` by `rules`, or answers with the failure `usage` that names what is wrong. */
export function parseArguments<const O extends ParseArgsOptionsConfig>(
  args: readonly string[],
  rules: ArgumentRules<O>,
  language: Language = 'zh-CN',
): Result<Arguments<O>> {
  const wrong = (detail: string) => fail(failure('usage', { detail }, language));
  let parsed: Parsed<O>;
  try {
    parsed = parseArgs({ args: [...args], options: rules.options, allowPositionals: true, strict: true });
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  const values = parsed.values as Record<string, unknown>;
  const missing = (rules.required ?? []).filter((name) => values[name] === undefined);
  if (missing.length > 0) return wrong(missing.map((name) => `--${name}`).join(' '));
  const { least = 0, most = Number.POSITIVE_INFINITY, name = '' } = rules.positionals ?? { most: 0 };
  if (parsed.positionals.length < least) return wrong(name);
  if (parsed.positionals.length > most) return wrong(parsed.positionals.slice(most).join(' '));
  return ok({ values: parsed.values, positionals: parsed.positionals });
}
