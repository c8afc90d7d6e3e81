import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding, Severity } from '../base/finding.ts';
import { plainStyle } from './style.ts';
import { findingsText } from './text.ts';

const at = (line: number, severity: Severity): Finding => ({
  id: 'dangling-ref',
  severity,
  title: `Nothing is at line ${line}.`,
  place: { file: 'api.yaml', line, column: 3, pointer: '#/paths/~1a' },
  fix: 'Correct the reference.',
  key: `dangling-ref ${line}`,
});

const many = (severity: Severity): readonly Finding[] =>
  Array.from({ length: 30 }, (_, line) => at(line, severity));

test('a finding says what, where and what to do next', () => {
  assert.equal(
    findingsText([at(7, 'error')], { style: plainStyle, verbose: false }),
    [
      'error: Nothing is at line 7. [dangling-ref]',
      '  at api.yaml:7:3 (#/paths/~1a)',
      '  next: Correct the reference.',
      '1 error; "trivet explain ID" says more about each',
      '',
    ].join('\n'),
  );
});

test('errors are all shown and come last, warnings are cut, notes are counted', () => {
  const findings = [...many('error'), ...many('warning'), ...many('info')];
  const text = findingsText(findings, { style: plainStyle, verbose: false });
  assert.equal(text.match(/^error:/gm)?.length, 30);
  assert.equal(text.match(/^warning:/gm)?.length, 20);
  assert.doesNotMatch(text, /^note:/m);
  assert.ok(text.lastIndexOf('warning:') < text.indexOf('error:'));
  assert.match(text, /30 errors, 30 warnings, 30 notes; 40 not shown/);
});

test('verbose shows all', () => {
  const findings = [at(1, 'info'), at(2, 'warning')];
  const text = findingsText(findings, { style: plainStyle, verbose: true });
  assert.match(text, /^note: Nothing is at line 1/m);
  assert.doesNotMatch(text, /not shown/);
});

test('nothing to say is an empty text', () => {
  assert.equal(findingsText([], { style: plainStyle, verbose: false }), '');
});
