import type { Node } from 'oxc-parser';
import { askingFunctions } from './asking-functions.ts';
import { resolveFunction } from './functions.ts';
import { type Changing, itemReference } from './item.ts';
import { bare, type FunctionNode, patternNames } from './nodes.ts';
import { type Project, textOf } from './project.ts';
import { type Query, queryOf } from './queries.ts';
import { fateOf } from './run.ts';
import type { Site } from './sites.ts';

/** A query that a call leads to, with something that changes from call to call. */
export interface Reached {
  readonly query: Query;
  readonly reference: Node;
  /** Functions on the way, as they are called. */
  readonly through: readonly string[];
  /** Who calls gets the query, and has to wait for it. */
  readonly isReturned: boolean;
}

/** What a query is asked with that changes, outside of what takes a list. */
export function changingValue(
  project: Project,
  query: Query,
  changing: Changing,
): Node | undefined {
  const isSkipped = (node: Node): boolean => query.library.isBatch(node, query.node);
  for (const value of query.values) {
    const elements =
      value.type === 'ArrayExpression' ? value.elements.filter((e) => e !== null) : [value];
    if (isSkipped(value)) continue;
    for (const element of elements) {
      const reference = itemReference(project, element, changing, isSkipped);
      if (reference !== undefined) return reference;
    }
  }
  return undefined;
}

/** The query that a function runs with what is in some of its parameters. */
export function reach(
  project: Project,
  callee: Node,
  isChanging: (position: number) => boolean,
  seen: ReadonlySet<Node> = new Set(),
): Reached | undefined {
  const called = resolveFunction(project, callee);
  if (called?.body == null || seen.has(called) || seen.size > FUNCTIONS_MAX) return undefined;
  const functions = askingFunctions(project);
  if (!functions.has(called)) return undefined;
  const changing = { items: parametersOf(project, called, isChanging), body: called.body };
  if (changing.items.size === 0) return undefined;
  const name = textOf(bare(callee));
  for (const site of functions.sitesIn(called)) {
    const query = site.type === 'MemberExpression' ? undefined : queryOf(project, site);
    const reference = query && changingValue(project, query, changing);
    if (query !== undefined && reference !== undefined) {
      const fate = fateOf(project, site);
      const isReturned = fate === 'returned' && !called.async && query.isLazy;
      if (query.isLazy && fate === 'left') continue;
      return { query, reference, through: [name], isReturned };
    }
    if (query !== undefined || site.type !== 'CallExpression') continue;
    const further = reach(
      project,
      site.callee,
      (position) => changesAt(project, site, position, changing),
      new Set([...seen, called]),
    );
    if (further !== undefined) return { ...further, through: [name, ...further.through] };
  }
  return undefined;
}

/** More functions than these between a loop and its query are not followed. */
const FUNCTIONS_MAX = 4;

export function changesAt(
  project: Project,
  call: Site & { type: 'CallExpression' },
  position: number,
  changing: Changing,
): boolean {
  const argument = call.arguments[position];
  return argument !== undefined && itemReference(project, argument, changing) !== undefined;
}

function parametersOf(
  project: Project,
  called: FunctionNode,
  isChanging: (position: number) => boolean,
): Changing['items'] {
  const names = project.scopes.get(called);
  const patterns = called.params.filter((_, position) => isChanging(position));
  const bindings = patterns
    .flatMap((pattern) => patternNames(pattern))
    .map(({ node }) => names?.get(node.name));
  return new Set(bindings.filter((binding) => binding !== undefined));
}
