import type { Finding } from '../base/finding.ts';
import { withSeparators } from './number.ts';

export interface EvidenceText {
  readonly name: string;
  readonly text: string;
}

/** What was measured, for people: whole numbers with separators, others with four significant digits. */
export function evidenceTexts(evidence: Finding['evidence'] = {}): readonly EvidenceText[] {
  return Object.entries(evidence).map(([name, value]) => ({ name, text: textOf(value) }));
}

function textOf(value: number | string): string {
  if (typeof value === 'string') return value;
  return Number.isInteger(value) ? withSeparators(value) : String(Number(value.toPrecision(4)));
}
