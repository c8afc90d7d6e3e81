import type { Finding, Severity } from '../../base/finding.ts';
import type { Allowed } from '../../db/hazards/lint.ts';
import { type Annotation, annotationText } from '../../report/github.ts';
import { findingJson } from '../../report/json.ts';
import { junit, type JunitCase } from '../../report/junit.ts';
import { sarif, type SarifRule } from '../../report/sarif.ts';
import { listPages } from '../pages.ts';

/** What a run of `trivet db lint` came to. */
export interface LintResult {
  readonly files: readonly { readonly file: string; readonly statements: number }[];
  readonly findings: readonly Finding[];
  readonly allowed: readonly Allowed[];
  readonly failOn: Severity | 'never';
  /** Those at which the run fails. */
  readonly objections: readonly Finding[];
}

/** What `trivet db lint --json` prints; `schemas/lint-1.json` describes it. */
export function lintDocument(result: LintResult): Readonly<Record<string, unknown>> {
  const { files, findings, allowed, failOn, objections } = result;
  const count = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    schema: 'trivet.lint/1',
    files,
    fail_on: failOn,
    failed: objections.length > 0,
    counts: { error: count('error'), warning: count('warning'), info: count('info') },
    findings: findings.map(findingJson),
    allowed: allowed.map(({ finding, reason }) => ({ finding: findingJson(finding), reason })),
  };
}

export async function lintSarif(
  { findings, allowed }: LintResult,
  version: string,
): Promise<string> {
  const ids = new Set([...findings, ...allowed.map(({ finding }) => finding)].map(({ id }) => id));
  const rules: SarifRule[] = [];
  for (const { id, kind, read } of await listPages()) {
    if (kind !== 'finding' || !ids.has(id)) continue;
    const page = await read();
    // A page begins with its id and one paragraph that sums it up.
    const [, summary = id] = page.split('\n\n');
    rules.push({ id, summary: summary.replaceAll('\n', ' '), page });
  }
  return `${JSON.stringify(sarif({ version, rules, findings, suppressed: allowed }), null, 2)}\n`;
}

/** A suite for each file, in which each hazard that the run fails at is a failed case. */
export function lintJunit(
  { files, findings, objections }: LintResult,
  startedAt: string,
  durationMs: number,
): string {
  const failed = new Set(objections);
  const suites = files.map(({ file, statements }) => {
    const cases = findings
      .filter(({ place }) => place?.file === file)
      .map((finding): JunitCase => ({
        name: `${finding.id} at ${finding.place?.line ?? 0}:${finding.place?.column ?? 0}`,
        group: file,
        outcome: failed.has(finding) ? 'failed' : 'passed',
        detail: `${finding.title} ${finding.fix ?? ''}`.trim(),
      }));
    const none: JunitCase = {
      name: 'hazards',
      group: file,
      outcome: 'passed',
      detail: `None in ${statements} statements.`,
    };
    return { name: file, startedAt, durationMs: 0, cases: cases.length === 0 ? [none] : cases };
  });
  return junit(
    'trivet db lint',
    suites.map((suite, at) => (at === 0 ? { ...suite, durationMs } : suite)),
  );
}

/** GitHub shows ten annotations of a step: the worst. */
const ANNOTATIONS_MAX = 10;

export function lintAnnotations({ findings }: LintResult): readonly string[] {
  const worst = severities.flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity),
  );
  return worst.slice(0, ANNOTATIONS_MAX).map(({ id, severity, title, fix, place }) => {
    const level: Annotation['level'] = severity === 'info' ? 'notice' : severity;
    const message = fix === undefined ? title : `${title}\n${fix}`;
    return annotationText({ level, title: `trivet: ${id}`, message, place });
  });
}

const severities: readonly Severity[] = ['error', 'warning', 'info'];
