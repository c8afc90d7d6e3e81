import type { CheckGroup } from '../../checks/check.ts';
import type { AnalysisFinding } from '../analyze.ts';

export interface FindingGroup {
  /** `Indexes`. */
  readonly heading: string;
  readonly findings: readonly AnalysisFinding[];
}

const headings: readonly (readonly [group: CheckGroup, heading: string])[] = [
  ['statements', 'Statements'],
  ['indexes', 'Indexes'],
  ['storage', 'Storage'],
  ['schema', 'Schema'],
  ['security', 'Security'],
  ['activity', 'Activity'],
  ['settings', 'Settings'],
];

/** Findings by what they are about, in the order of all reports; groups without any are left out. */
export function findingGroups(findings: readonly AnalysisFinding[]): readonly FindingGroup[] {
  return headings.flatMap(([group, heading]) => {
    const own = findings.filter(({ check }) => check.group === group);
    return own.length === 0 ? [] : [{ heading, findings: own }];
  });
}
