import type { Node } from 'oxc-parser';
import { calls, type Step } from '../chain.ts';
import { bare, calleeName, propertyName, stringValue } from '../nodes.ts';
import type { Library, QueryShape, RepeatedCall } from '../library.ts';
import {
  argumentSite,
  columnName,
  grouped,
  propertySite,
  renamedMethod,
  replaced,
  withoutSteps,
} from './edits.ts';
import { isSqlBatch, sqlShape } from './sql.ts';

/** `db.select().from(users).where(eq(users.id, id))`, `db.query.users.findFirst({ … })` */
export const drizzle: Library = {
  name: 'drizzle',
  packages: /^drizzle-orm(\/|$)/,
  imported: (name) => {
    if (name === 'drizzle') return 'package';
    return /(Database|Transaction)$/.test(name) ? 'class' : undefined;
  },
  advance: (kind, { name, args, isNew }) => {
    if (kind === 'package') return name === '' && args !== undefined ? 'client' : undefined;
    if (kind === 'class') return isNew === true ? 'client' : undefined;
    return kind === 'client' && args !== undefined && /^(\$)?with(Replicas)?$/.test(name)
      ? 'client'
      : undefined;
  },
  query: (kind, steps) => (kind === 'client' ? shapeOf(steps) : undefined),
  guess: (name, steps) => {
    if (!/^(db|tx|trx|database|drizzle|orm|conn)$/i.test(name)) return undefined;
    const table = steps.find(({ name: each }) => /^(from|insert|update|delete)$/.test(each))
      ?.args?.[0];
    const isOurs =
      steps[0]?.name === 'query' ||
      (calls(steps, /^(from|values|set|where)$/) &&
        table !== undefined &&
        stringValue(table) === undefined);
    return isOurs ? shapeOf(steps) : undefined;
  },
  isBatch: (node, query) =>
    (node.type === 'CallExpression' &&
      /^(inArray|notInArray|array(Contains|Contained|Overlaps)|in)$/.test(
        calleeName(node) ?? '',
      )) ||
    (node.type === 'Property' &&
      /^(in|notIn|arrayContains|arrayOverlaps)$/.test(propertyName(node.key) ?? '')) ||
    isSqlBatch(node, node.type === 'TaggedTemplateExpression' ? node : query),
  cure,
};

function shapeOf(steps: readonly Step[]): QueryShape | undefined {
  const [first, second, third] = steps;
  if (first === undefined) return undefined;
  const { name, args } = first;
  if (name === 'query' && /^find(First|Many)$/.test(third?.name ?? '')) {
    return second?.args === undefined && third?.args !== undefined
      ? { access: 'read', isLazy: true, values: third.args }
      : undefined;
  }
  if (args === undefined) return undefined;
  if (/^select(Distinct|DistinctOn)?$/.test(name) && calls(steps, /^from$/)) {
    return { access: 'read', isLazy: true, values: argsOf(steps, /^(where|having|\w*[jJ]oin)$/) };
  }
  if (name === '$count') return { access: 'read', isLazy: true, values: args.slice(1) };
  if (/^(insert|update|delete)$/.test(name)) {
    return { access: 'write', isLazy: true, values: argsOf(steps, /^(values|set|where)$/) };
  }
  const isRaw = /^(execute|all|get|run|values)$/.test(name);
  const shape = isRaw ? sqlShape(args) : undefined;
  return shape && { ...shape, isLazy: true };
}

function argsOf(steps: readonly Step[], names: RegExp): readonly Node[] {
  return steps.flatMap(({ name, args = [] }) => (names.test(name) ? args : []));
}

function cure(call: RepeatedCall): ReturnType<Library['cure']> {
  if (call.access === 'write') return writeCure(call);
  const isRelational = call.steps[0]?.name === 'query';
  const advice =
    call.hasParent || isRelational
      ? 'Load them with the rows that are looped over (with: { … } in db.query), or ask once with inArray and group the rows.'
      : 'Ask once with inArray, and look the rows up in the loop.';
  const more = [
    ...withoutSteps(call, /^limit$/),
    ...call.steps.flatMap(({ name, node }) =>
      name === 'findFirst' ? renamedMethod(bare(node), 'findMany') : [],
    ),
  ];
  const site = argumentSite(call, /^eq$/);
  if (site !== undefined) {
    const column = columnName(call.textOf(site.call.arguments[0] ?? site.call));
    const edits = [
      replaced(site.call.callee, 'inArray'),
      replaced(site.argument, call.list),
      ...more,
    ];
    return { advice, code: grouped(call.rewrite(edits), column) };
  }
  const member = propertySite(call);
  if (member === undefined) return { advice, code: `inArray(…, ${call.list})` };
  const edits = [replaced(member.value, `{ in: ${call.list} }`), ...more];
  return { advice, code: grouped(call.rewrite(edits), member.name) };
}

function writeCure(call: RepeatedCall): ReturnType<Library['cure']> {
  const values = call.steps.find(({ name }) => name === 'values')?.args?.[0];
  if (values !== undefined) {
    const edits = [replaced(values, call.forAll(call.textOf(values)))];
    return {
      advice: 'Insert all rows with one values([...]).',
      code: `await ${call.rewrite(edits)};`,
    };
  }
  const site = argumentSite(call, /^eq$/);
  const advice =
    'Change all rows with one statement (inArray), or a few hundred of them at a time.';
  if (site === undefined) return { advice, code: `inArray(…, ${call.list})` };
  const edits = [replaced(site.call.callee, 'inArray'), replaced(site.argument, call.list)];
  return { advice, code: `await ${call.rewrite(edits)};` };
}
