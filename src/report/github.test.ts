import assert from 'node:assert/strict';
import { test } from 'node:test';
import { annotationText } from './github.ts';

test('an annotation is one line, and nothing in it can end the title or start another command', () => {
  assert.equal(
    annotationText({
      level: 'error',
      title: 'p99<200ms, 100%: failed',
      message: 'p99 = 423 ms: too slow\r\n::warning::fooled you, 100%',
    }),
    '::error title=p99<200ms%2C 100%25%3A failed::p99 = 423 ms: too slow%0D%0A::warning::fooled you, 100%25',
  );
});

test('with a place, it stands beside the line', () => {
  const place = { file: 'a,b:c.sql', line: 3, column: 7 };
  assert.equal(
    annotationText({ level: 'warning', title: 'x', message: 'y', place }),
    '::warning file=a%2Cb%3Ac.sql,line=3,col=7,title=x::y',
  );
});
