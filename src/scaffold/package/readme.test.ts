import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleModel } from '../../../test/support/example-model.ts';
import { targetInput } from '../../../test/support/generated-app.ts';
import { target } from '../targets/express/index.ts';
import { readme } from './readme.ts';

test('a title is one line of text, whatever it holds', () => {
  const title = '<b>A</b>\n# `B`\u202e\u0007 [c](d)';
  const [heading] = readme(target, targetInput({ ...exampleModel, title })).split('\n');
  assert.equal(heading, '# \\<b\\>A\\</b\\> # \\`B\\` \\[c\\](d)');
});
