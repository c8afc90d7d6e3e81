/** Test cases that belong together; a file holds several. */
export interface JunitSuite {
  readonly name: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly cases: readonly JunitCase[];
}

export interface JunitCase {
  readonly name: string;
  /** What the case is about: the group that viewers list it under. */
  readonly group: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** One sentence: why it failed or was skipped, or what was found where it passed. */
  readonly detail: string;
}

/**
 * JUnit's XML, as far as its many dialects agree: the elements and attributes of
 * https://github.com/testmoapp/junitxml that CI servers read.
 */
export function junit(name: string, suites: readonly JunitSuite[]): string {
  const cases = suites.flatMap((suite) => suite.cases);
  const durationMs = suites.reduce((sum, suite) => sum + suite.durationMs, 0);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xmlText(name)}" ${countsText(cases)} time="${seconds(durationMs)}">`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

/** Text as XML content or a quoted attribute. Characters that XML 1.0 cannot hold (section 2.2) become U+FFFD. */
function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(forbidden, '\u{fffd}')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}

/** Control characters but tab, line feed and carriage return, and the two that are no characters. */
const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

function suiteLines(suite: JunitSuite): readonly string[] {
  const { name, startedAt, durationMs, cases } = suite;
  const attributes = `timestamp="${xmlText(startedAt)}" time="${seconds(durationMs)}"`;
  return [
    `  <testsuite name="${xmlText(name)}" ${countsText(cases)} ${attributes}>`,
    ...cases.map(caseText),
    '  </testsuite>',
  ];
}

function caseText({ name, group, outcome, detail }: JunitCase): string {
  const what = xmlText(detail);
  const inner = {
    passed: `<system-out>${what}</system-out>`,
    failed: `<failure message="${what}">${what}</failure>`,
    skipped: `<skipped message="${what}"/>`,
  };
  return `    <testcase name="${xmlText(name)}" classname="${xmlText(group)}">${inner[outcome]}</testcase>`;
}

function countsText(cases: readonly JunitCase[]): string {
  const count = (outcome: JunitCase['outcome']): number =>
    cases.filter((one) => one.outcome === outcome).length;
  return `tests="${cases.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}"`;
}

function seconds(durationMs: number): string {
  return (durationMs / 1000).toFixed(3);
}
