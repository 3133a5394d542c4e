/** What the machine says, each statement with what it was measured on: shown on hover and on focus, never taken for a diagnosis. */
import { Tooltip } from '@mantine/core';
import { type ReactNode, useContext } from 'react';
import type { CriticalFinding, EcgAnalysis, EcgStatement, Evidence } from '#shared/ecg/analysis.ts';
import type { Language } from '#shared/failure.ts';
import { CriticalVerdictShown } from '../analysis/critical-verdict.ts';
import { MaskedStatements } from '../analysis/masked-statements.ts';
import { evidenceText, textIn } from '../analysis/measure-text.ts';
import type { PanelWords } from '../panel-words.ts';
import styles from './panels.module.css';

export interface StatementsProps {
  readonly analysis: EcgAnalysis;
  readonly words: PanelWords;
  readonly language: Language;
}

export function MachineStatements({ analysis, words, language }: StatementsProps) {
  const masked = useContext(MaskedStatements);
  if (masked !== false)
    return <span className={styles.quiet}>{masked === 'claim' ? words.unclaimed : words.masked}</span>;
  return (
    <>
      <span className={styles.source}>{words.machine}</span>
      {analysis.statements.length === 0 && <span className={styles.quiet}>{words.noStatements}</span>}
      {analysis.statements.map((statement) => (
        <Told
          key={`${statement.code} ${JSON.stringify(statement.evidence)}`}
          lines={linesOf(statement.evidence, `${words.rule} ${statement.source}`, words, statement)}
        >
          {textIn(statement.text, language)}
        </Told>
      ))}
    </>
  );
}

/** One label a finding, naming every rule set that it fires under. */
export function CriticalFindings({ analysis, words, language }: StatementsProps) {
  const verdict = useContext(CriticalVerdictShown);
  const said = verdict === null ? words.critical : words.criticalVerdict[verdict];
  const byCode = groupByCode(analysis.critical);
  return [...byCode].map(([code, findings]) => {
    const [first] = findings;
    if (first === undefined) return null;
    const sets = findings.map(({ ruleSet, version }) => `${words.ruleSet[ruleSet] ?? ruleSet} (${version})`);
    return (
      <Told
        key={code}
        critical={verdict !== 'rejected'}
        lines={linesOf(first.evidence, `${words.rule} ${sets.join(', ')}`, words)}
      >
        <b>{said}</b> {textIn(first.text, language)}
      </Told>
    );
  });
}

function groupByCode(findings: readonly CriticalFinding[]): Map<string, CriticalFinding[]> {
  const byCode = new Map<string, CriticalFinding[]>();
  for (const finding of findings) byCode.set(finding.code, [...(byCode.get(finding.code) ?? []), finding]);
  return byCode;
}

function linesOf(
  evidence: readonly Evidence[],
  rule: string,
  words: PanelWords,
  statement?: EcgStatement,
): readonly string[] {
  const facts = evidence.map((fact) => evidenceText(fact, words)).join(' · ');
  const sure = statement === undefined ? '' : words.confidence[statement.confidence];
  return [facts, sure, rule].filter((line) => line !== '');
}

function Told(props: {
  readonly lines: readonly string[];
  readonly critical?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Tooltip
      multiline
      maw={420}
      events={{ hover: true, focus: true, touch: true }}
      label={props.lines.map((line) => <div key={line}>{line}</div>)}
    >
      <button type="button" className={props.critical ? styles.criticalLabel : styles.statement}>
        {props.children}
      </button>
    </Tooltip>
  );
}
