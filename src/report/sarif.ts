import type { Finding, Severity } from '../base/finding.ts';

/** A kind of finding, as code scanning explains it. */
export interface SarifRule {
  readonly id: string;
  /** One sentence. */
  readonly summary: string;
  /** Its page, in Markdown. */
  readonly page: string;
}

export interface SarifRun {
  readonly version: string;
  readonly rules: readonly SarifRule[];
  readonly findings: readonly Finding[];
  /** What was found and is allowed: by a comment in the file, with its reason, or from outside. */
  readonly suppressed: readonly {
    readonly finding: Finding;
    readonly reason: string;
    readonly inSource: boolean;
  }[];
}

/**
 * Findings in the Static Analysis Results Interchange Format:
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarif({
  version,
  rules,
  findings,
  suppressed,
}: SarifRun): Readonly<Record<string, unknown>> {
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  return {
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'trivet', version, semanticVersion: version, rules: rules.map(ruleJson) },
        },
        columnKind: 'utf16CodeUnits',
        results: [
          ...findings.map((finding) => resultJson(finding, indexes)),
          ...suppressed.map(({ finding, reason, inSource }) => ({
            ...resultJson(finding, indexes),
            suppressions: [
              {
                kind: inSource ? 'inSource' : 'external',
                ...(reason !== '' && { justification: reason }),
              },
            ],
          })),
        ],
      },
    ],
  };
}

function ruleJson({ id, summary, page }: SarifRule): Readonly<Record<string, unknown>> {
  return {
    id,
    shortDescription: { text: summary },
    help: { text: page, markdown: page },
  };
}

function resultJson(
  { id, severity, title, place, fix, evidence, key }: Finding,
  indexes: ReadonlyMap<string, number>,
): Readonly<Record<string, unknown>> {
  const index = indexes.get(id);
  return {
    ruleId: id,
    ...(index !== undefined && { ruleIndex: index }),
    level: levels[severity],
    message: { text: fix === undefined ? title : `${title}\n${fix}` },
    ...(place !== undefined && {
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: relativeUri(place.file) },
            region: { startLine: place.line, startColumn: place.column },
          },
        },
      ],
    }),
    // Where a line moves, it is the same result still.
    partialFingerprints: { 'trivetKey/v1': key },
    ...(evidence !== undefined && { properties: { evidence } }),
  };
}

const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** Readers take it relative to the root of the repository, wherever that is. */
function relativeUri(file: string): string {
  const path = file.replaceAll('\\', '/').replace(/^\.\//, '');
  return path.split('/').map(encodeURIComponent).join('/');
}
