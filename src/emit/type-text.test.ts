import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { memberName, quoted } from './code.ts';
import type { TypeMember, TypeNode } from './type-node.ts';
import { aliasText, interfaceText } from './type-text.ts';

const oxfmt = new URL('../../node_modules/.bin/oxfmt', import.meta.url).pathname;

const words: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('A', 'User', 'Order', 'id', 'x-y'),
  fc.stringMatching(/^[A-Z][a-z]{10,60}$/),
);
const keywords: fc.Arbitrary<TypeNode> = fc
  .oneof(fc.constantFrom('string', 'number', 'null', 'undefined', '42'), words.map(quoted))
  .map((text) => ({ kind: 'keyword', text }));
const references: fc.Arbitrary<TypeNode> = words.map((word) => ({
  kind: 'reference',
  name: word.replace('x-y', 'Xy'),
}));
const { type: types } = fc.letrec<{ type: TypeNode; member: TypeMember }>((tie) => ({
  member: fc.record(
    {
      key: fc.tuple(words, fc.constantFrom('', '?')).map(([word, mark]) => memberName(word) + mark),
      type: tie('type'),
      doc: fc.constantFrom('What it is.', 'First line.\n\nSecond line.'),
    },
    { requiredKeys: ['key', 'type'] },
  ),
  type: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    keywords,
    references,
    fc.array(tie('type'), { minLength: 2, maxLength: 4 }).map(union),
    fc.array(references, { minLength: 2, maxLength: 4 }).map(union),
    fc.array(fc.oneof(keywords, references), { minLength: 2, maxLength: 6 }).map(union),
    fc.tuple(tie('type'), fc.constant<TypeNode>({ kind: 'keyword', text: 'null' })).map(union),
    fc.tuple(fc.array(references, { minLength: 1, maxLength: 3 }), tie('type')).map(intersection),
    tie('type').map((of): TypeNode => ({ kind: 'array', of })),
    fc
      .array(tie('type'), { maxLength: 3 })
      .map((items): TypeNode => ({ kind: 'tuple', items, optionalCount: 0 })),
    fc
      .tuple(fc.array(tie('type'), { minLength: 1, maxLength: 3 }), tie('type'))
      .map(([items, rest]): TypeNode => ({ kind: 'tuple', items, optionalCount: 1, rest })),
    tie('type').map((argument): TypeNode => ({ kind: 'reference', name: 'Items', argument })),
    fc
      .array(tie('member'), { maxLength: 4 })
      .map((members): TypeNode => ({ kind: 'object', members })),
  ),
}));

function union(members: readonly TypeNode[]): TypeNode {
  const of = members.filter((member) => member.kind !== 'union');
  return { kind: 'union', of: of.length < 2 ? [...of, ...twoNames] : of };
}

function intersection([names, last]: readonly [readonly TypeNode[], TypeNode]): TypeNode {
  return {
    kind: 'intersection',
    of: last.kind === 'intersection' ? [...names, ...twoNames] : [...names, last],
  };
}

const twoNames: readonly TypeNode[] = [
  { kind: 'reference', name: 'One' },
  { kind: 'reference', name: 'Other' },
];

test('oxfmt leaves types unchanged', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trivet-types-'));
  try {
    await writeFile(join(folder, '.oxfmtrc.json'), '{ "printWidth": 100, "singleQuote": true }\n');
    const samples = fc.sample(types, { numRuns: 3_000, seed: 7 });
    await Promise.all(
      Array.from({ length: 30 }, (_unused, file) => {
        const texts = samples.slice(file * 100, file * 100 + 100).map(statement);
        return writeFile(join(folder, `sample${file}.ts`), texts.join(''));
      }),
    );
    const run = spawnSync(oxfmt, ['--check', '.'], { cwd: folder, encoding: 'utf8' });
    assert.equal(run.status, 0, run.stdout + run.stderr);
  } finally {
    await rm(folder, { recursive: true });
  }
});

function statement(type: TypeNode, index: number): string {
  if (type.kind === 'object') return interfaceText(`Sample${index}`, type.members);
  return aliasText(`Sample${index}`, type);
}
