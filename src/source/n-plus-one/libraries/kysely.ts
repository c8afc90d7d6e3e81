import type { Node } from 'oxc-parser';
import { calls, type Step } from '../chain.ts';
import { calleeName, stringValue } from '../nodes.ts';
import type { Library, QueryShape, RepeatedCall } from '../library.ts';
import { argumentSite, columnName, grouped, replaced, withoutSteps } from './edits.ts';
import { isSqlBatch } from './sql.ts';

const runs = /^(execute|executeTakeFirst|executeTakeFirstOrThrow|stream)$/;

/** `db.selectFrom('users').where('id', '=', id).executeTakeFirst()` */
export const kysely: Library = {
  name: 'kysely',
  packages: /^kysely(\/|$)/,
  imported: (name) =>
    /^(Kysely|Transaction|QueryCreator|ControlledTransaction)$/.test(name) ? 'class' : undefined,
  advance: (kind, { name, args, isNew }) => {
    if (kind === 'class') return isNew === true ? 'client' : undefined;
    const isSame = /^with(Schema|Plugin|outPlugins|Recursive)?$/.test(name) && args !== undefined;
    return kind === 'client' && isSame ? 'client' : undefined;
  },
  query: (kind, steps) => (kind === 'client' ? shapeOf(steps) : undefined),
  // No other library has methods of these names.
  guess: (_, steps) => shapeOf(steps),
  isBatch: (node, query) =>
    (node.type === 'CallExpression' &&
      (/^(not )?in$/i.test(stringValue(node.arguments[1]) ?? '') || calleeName(node) === 'join')) ||
    isSqlBatch(node, query),
  cure,
};

function shapeOf(steps: readonly Step[]): QueryShape | undefined {
  const [first] = steps;
  if (first?.args === undefined || !calls(steps, runs)) return undefined;
  const kind = /^(select|insert|update|delete|merge|replace)(From|Into|Table)$/.exec(
    first.name,
  )?.[1];
  if (kind === undefined) return undefined;
  const values = steps.flatMap(({ name, args = [] }) =>
    /^(where|having|values|set|on|doUpdateSet)$/.test(name) ? valuesOf(args) : [],
  );
  return { access: kind === 'select' ? 'read' : 'write', isLazy: false, values };
}

function valuesOf(args: readonly Node[]): readonly Node[] {
  return /^(not )?in$/i.test(stringValue(args[1]) ?? '') ? [] : args;
}

function cure(call: RepeatedCall): ReturnType<Library['cure']> {
  const values = call.steps.find(({ name }) => name === 'values')?.args?.[0];
  if (values !== undefined) {
    const edits = [replaced(values, call.forAll(call.textOf(values)))];
    return {
      advice: 'Insert all rows with one values([...]).',
      code: `await ${call.rewrite(edits)};`,
    };
  }
  const advice = call.hasParent
    ? "Join the table, or nest the rows with jsonArrayFrom (kysely/helpers/postgres); else ask once with 'in'."
    : "Ask once with 'in', and look the rows up in the loop.";
  const site = argumentSite(call, /^(where|eb)$/);
  const [column, operator] = site?.call.arguments ?? [];
  if (site === undefined || column === undefined || operator === undefined) {
    return { advice, code: `.where(…, 'in', ${call.list})` };
  }
  const last = call.steps.at(-1)?.node;
  const method =
    last?.type === 'CallExpression' && last.callee.type === 'MemberExpression'
      ? last.callee.property
      : undefined;
  const edits = [
    replaced(operator, `'in'`),
    replaced(site.argument, call.list),
    ...withoutSteps(call, /^limit$/),
    ...(method === undefined ? [] : [replaced(method, 'execute')]),
  ];
  const code = call.rewrite(edits);
  if (call.access === 'write') return { advice, code: `await ${code};` };
  return { advice, code: grouped(code, columnName(call.textOf(column))) };
}
