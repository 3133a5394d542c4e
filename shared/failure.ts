/**
 * Failure: what went wrong, in words for a person, with what to do next. The codes are a closed union
 * (the keys of `failure-sentences.ts`), so a failure survives every boundary and can be shown in either language.
 */
import { type FailureCode, failureSentences } from './failure-sentences.ts';

export type { FailureCode } from './failure-sentences.ts';

export type Language = 'zh-CN' | 'en';

/** By blank; a blank whose words are of a language has one of that language beside it, `fields.en`. */
export type FailureParams = Readonly<Record<string, string | number>>;

export interface Failure {
  readonly code: FailureCode;
  /** What is wrong, naming the thing that is wrong. */
  readonly message: string;
  /** What the reader of the message should do next. */
  readonly remedy: string;
  readonly params: FailureParams;
}

/** Makes a failure; `{name}` in a sentence is filled from `params`. */
export function failure(
  code: FailureCode,
  params: FailureParams = {},
  language: Language = 'zh-CN',
): Failure {
  const sentence = failureSentences[code][language];
  return {
    code,
    message: fillSentence(sentence.message, params, language),
    remedy: fillSentence(sentence.remedy, params, language),
    params,
  };
}

/** The same failure in another language: the sentences are made again from code and params. */
export function translateFailure(given: Failure, language: Language): Failure {
  return given.code in failureSentences ? failure(given.code, given.params, language) : given;
}

function fillSentence(sentence: string, params: FailureParams, language: Language): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(params[`${name}.${language}`] ?? params[name] ?? whole),
  );
}
