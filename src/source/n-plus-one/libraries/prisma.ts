import type { Node } from 'oxc-parser';
import { bare, calleeName, memberOf, propertyName } from '../nodes.ts';
import type { Step } from '../chain.ts';
import type { Library, QueryShape, RepeatedCall } from '../library.ts';
import { grouped, propertySite, renamedMethod, replaced } from './edits.ts';
import { isSqlBatch, sqlShape } from './sql.ts';

const reads =
  /^(findUnique|findUniqueOrThrow|findFirst|findFirstOrThrow|findMany|count|aggregate|groupBy)$/;
const writes =
  /^(create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany)$/;

/** `prisma.user.findMany({ … })` */
export const prisma: Library = {
  name: 'prisma',
  packages: /^@prisma\/client(\/|$)|(^|\/)generated\/prisma(\/|$)|\/prisma\/client(\.[jt]s)?$/,
  imported: (name) => {
    if (name === 'PrismaClient') return 'class';
    return name === 'Prisma' || name === 'default' || name === '*' ? 'package' : undefined;
  },
  advance: (kind, { name, isNew, args }) => {
    if (kind === 'package') return name === 'PrismaClient' ? 'class' : undefined;
    if (kind === 'class') return isNew === true ? 'client' : undefined;
    return kind === 'client' && name === '$extends' && args !== undefined ? 'client' : undefined;
  },
  query: (kind, steps) => (kind === 'client' || kind === 'package' ? shapeOf(steps) : undefined),
  guess: (name, steps) => {
    if (!/^(prisma\w*|tx|db)$/i.test(name)) return undefined;
    const options = steps[1]?.args?.[0];
    const isOurs = /^prisma/i.test(name) || memberOf(options, 'where') !== undefined;
    return isOurs && steps[0]?.name !== 'query' ? shapeOf(steps) : undefined;
  },
  isBatch: (node, query) =>
    (node.type === 'Property' &&
      /^(in|notIn|hasSome|hasEvery)$/.test(propertyName(node.key) ?? '')) ||
    (node.type === 'CallExpression' && calleeName(node) === 'join') ||
    isSqlBatch(node, query),
  cure,
};

function shapeOf(steps: readonly Step[]): QueryShape | undefined {
  const [first, second] = steps;
  if (first?.args !== undefined && /^\$(query|execute)Raw(Unsafe)?$/.test(first.name)) {
    const shape = sqlShape(first.args);
    return shape && { ...shape, isLazy: true };
  }
  if (first === undefined || first.args !== undefined || second?.args === undefined)
    return undefined;
  const access = reads.test(second.name) ? 'read' : writes.test(second.name) ? 'write' : undefined;
  if (access === undefined || first.name.startsWith('$')) return undefined;
  const shape = { access, isLazy: true, values: valuesOf(second) } as const;
  // The client's own data loader: findUnique of one tick is one query with IN, see "Solving the n+1 problem" in its guide.
  return second.name.startsWith('findUnique') ? { ...shape, isJoined: true } : shape;
}

/** All but what shapes the result. */
function valuesOf({ args = [] }: Step): readonly Node[] {
  const [options] = args;
  if (options?.type !== 'ObjectExpression') return args;
  return options.properties.filter(
    (each) =>
      each.type !== 'Property' ||
      !/^(select|include|orderBy|omit)$/.test(propertyName(each.key) ?? ''),
  );
}

function cure(call: RepeatedCall): ReturnType<Library['cure']> {
  const method = call.steps[1];
  const model = call.steps[0]?.name ?? '';
  if (method === undefined) return raw(call);
  if (call.access === 'write') return writeCure(call, method);
  const site = propertySite(call);
  const include = call.hasParent
    ? `Load them with the rows that are looped over (include or select of the relation to ${model})`
    : 'Ask for all of them at once (in: [...])';
  const advice = `${include}, and look them up in the loop.`;
  if (site === undefined) return { advice, code: `where: { …: { in: ${call.list} } }` };
  const list = `{ in: ${call.list} }`;
  const edits = [
    site.isShort ? replaced(site.property, `${site.name}: ${list}`) : replaced(site.value, list),
    ...(/^(find(Unique|First)|count$)/.test(method.name)
      ? renamedMethod(bare(method.node), 'findMany')
      : []),
  ];
  return { advice, code: grouped(call.rewrite(edits), site.name) };
}

function writeCure(call: RepeatedCall, { name, args, node }: Step): ReturnType<Library['cure']> {
  const data = memberOf(args?.[0], 'data');
  if (name === 'create' && data !== undefined) {
    const edits = [
      replaced(data, call.forAll(call.textOf(data))),
      ...renamedMethod(bare(node), 'createMany'),
    ];
    return { advice: 'Write all rows with one createMany.', code: `await ${call.rewrite(edits)};` };
  }
  const all = call.forAll(call.textOf(call.query));
  return {
    advice: `Use ${name === 'delete' ? 'deleteMany with in: [...]' : 'updateMany with in: [...] where the data is the same'}, or send them in one transaction.`,
    code: `await prisma.$transaction(${all});`,
  };
}

function raw({ list }: RepeatedCall): ReturnType<Library['cure']> {
  return {
    advice: 'Ask for all of them with one statement, and look them up in the loop.',
    code: `const keys = ${list};\nawait prisma.$queryRaw\`SELECT … WHERE key = ANY(\${keys})\`;`,
  };
}
