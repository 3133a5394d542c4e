/** What a template left to be filled in: 【 】, ___, ×× mm, 约 mm. */
import { placesOf } from '../clauses.ts';
import { type LintCheck, lintFields } from '../lint.ts';

/** 【检查所见】 is a heading, not a blank. */
const heading =
  /^【(检查)?(所见|影像所见|影像表现|印象|诊断|诊断意见|意见|结论|建议|检查方法|技术|对比|病史|备注)】$/;
/** Everything by which templates of this program and of others mark a place that waits for its text. */
const blanks = new RegExp(
  [
    // 【部位】, [ ], {side}, ____, ( )
    /【[^【】\n]{0,40}】/,
    /\[[ _.…]*\]/,
    /\{[^{}\n]{0,40}\}/,
    /_{2,}/,
    /\([ \t]*\)/,
    // ×× mm, XX 岁, ??, **; not the multiplication in 3×4
    /(?<![\d×])(×{2,}|X{2,3}(?=\s*(mm|cm|HU|%|次|岁|侧|段|叶|骨|ms|级))|\?{2,}|\*{2,})/,
    // 约 mm: the number is missing
    /约[ \t]*(?=(mm|cm|HU|%|次\/分|ms|毫米|厘米))/,
    // A choice that was not made.
    /左\/右|右\/左|左或右\?|\b(left\/right|right\/left)\b/,
    // Words that say so themselves.
    /\b(TODO|TBD|xxx)\b|待(填|补充)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
);

export const leftBlank: LintCheck = (_subject, content) =>
  lintFields.flatMap((field) =>
    placesOf(content[field], blanks)
      .filter(({ said }) => !heading.test(said))
      .map(({ at, said }) => ({
        rule: 'left-blank' as const,
        field,
        from: at,
        to: at + said.length,
        said,
        against: '',
      })),
  );
