import type { Node } from 'oxc-parser';
import { chainOf, type Step } from './chain.ts';
import { classOf, valueOf } from './classes.ts';
import { libraries } from './libraries/index.ts';
import type { Library, QueryShape } from './library.ts';
import { bare, settled, stringValue } from './nodes.ts';
import { isBinding, meaningOf, type Project, resolveName } from './project.ts';
import { roleOf } from './roles.ts';
import type { LibraryName } from './repeated-query.ts';

export interface Query extends QueryShape {
  readonly node: Node;
  readonly library: Library;
  /** After what it is asked of: a client, a repository, a model. */
  readonly steps: readonly Step[];
}

/** The query that a call is, whatever is done with its promise. */
export function queryOf(project: Project, expression: Node): Query | undefined {
  const node = withoutPromiseSteps(bare(expression));
  if (node.type !== 'CallExpression' && node.type !== 'TaggedTemplateExpression') return undefined;
  const known = queries.get(node);
  if (known !== undefined) return known ?? undefined;
  const query = findQuery(project, node);
  queries.set(node, query ?? null);
  return query;
}

/** `null` where a call is none. */
const queries = new WeakMap<Node, Query | null>();

function withoutPromiseSteps(node: Node): Node {
  if (node.type !== 'CallExpression') return node;
  const callee = bare(node.callee);
  if (callee.type !== 'MemberExpression' || callee.computed) return node;
  const { property } = callee;
  const isPromise = property.type === 'Identifier' && /^(then|catch|finally)$/.test(property.name);
  return isPromise ? withoutPromiseSteps(bare(callee.object)) : node;
}

function findQuery(project: Project, node: Node): Query | undefined {
  const { root, steps } = chainOf(node);
  const texts = steps.map((step) => withTexts(project, step));
  for (let index = 0; index < steps.length; index += 1) {
    const role = roleOf(project, receiverAt(root, steps, index));
    const rest = texts.slice(index);
    const shape = role?.library.query(role.kind, rest);
    if (role && shape) return { ...shape, node, library: role.library, steps: rest };
  }
  return guess(project, root, texts, node);
}

function receiverAt(root: Node, steps: readonly Step[], index: number): Node {
  return steps[index - 1]?.node ?? root;
}

/** Puts a statement's text in the place of the constant that holds it. */
function withTexts(project: Project, step: Step): Step {
  const [first, ...rest] = step.args ?? [];
  if (first?.type !== 'Identifier') return step;
  const meaning = meaningOf(project, first);
  const value = meaning && isBinding(meaning) ? valueOf(meaning.declaration) : undefined;
  const isText = value?.type === 'TemplateLiteral' || stringValue(value) !== undefined;
  return value && isText ? { ...step, args: [value, ...rest] } : step;
}

/** Where nothing says what the beginning is, its name may, together with a shape that only one library has. */
function guess(
  project: Project,
  root: Node,
  steps: readonly Step[],
  node: Node,
): Query | undefined {
  if (root.type !== 'Identifier' && root.type !== 'ThisExpression') return undefined;
  for (let index = 0; index < Math.min(steps.length, GUESS_DEPTH_MAX); index += 1) {
    const receiver = receiverAt(root, steps, index);
    const name = receiver.type === 'Identifier' ? receiver.name : (steps[index - 1]?.name ?? '');
    const rest = steps.slice(index);
    for (const library of libraries) {
      const shape = library.guess(name, rest);
      if (shape === undefined || isKnownOtherwise(project, receiver, library.name)) continue;
      return { ...shape, node, library, steps: rest };
    }
  }
  return undefined;
}

/** `request.server.context.db` is as far as anybody goes. */
const GUESS_DEPTH_MAX = 5;

/** Whether it is of another library, of a package for another database, or of a class that is among the files. */
function isKnownOtherwise(project: Project, receiver: Node, library: LibraryName): boolean {
  const role = roleOf(project, receiver);
  if (role !== undefined) return role.library.name !== library;
  if (classOf(project, receiver) !== undefined) return true;
  const { root } = chainOf(receiver);
  if (root.type !== 'Identifier') return false;
  const binding = resolveName(project, root.name, root);
  const source = binding?.imported?.source;
  if (source !== undefined) return otherDatabases.test(source);
  const value = binding && valueOf(binding.declaration);
  const start = value && chainOf(settled(value)).root;
  if (start?.type !== 'Identifier' || start === root) return false;
  return otherDatabases.test(resolveName(project, start.name, start)?.imported?.source ?? '');
}

const otherDatabases =
  /mysql|mariadb|mongo|sqlite|mssql|tedious|redis|oracledb|cassandra|firebase|supabase|dynamo|elastic|clickhouse/;
