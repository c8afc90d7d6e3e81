import type { Node } from 'oxc-parser';
import { listOf, type Loop, loopsAround } from './loops.ts';
import { cureOf } from './cure.ts';
import { resolveFunction } from './functions.ts';
import { isLazyRelation } from './item-relation.ts';
import { calleeName } from './nodes.ts';
import { type Origin, originOf } from './origin.ts';
import { type ParsedFile, placeOf, type Project, textOf } from './project.ts';
import { type Query, queryOf } from './queries.ts';
import { changesAt, changingValue, reach, type Reached } from './reach.ts';
import type { RepeatedQuery } from './repeated-query.ts';
import { fateOf, isAwaited } from './run.ts';
import { namedCallbacks, type Site, sitesOf } from './sites.ts';

/** The queries of a file that run in a loop, with what changes from item to item. */
export function findRepeated(project: Project, file: ParsedFile): readonly RepeatedQuery[] {
  return sitesOf(file).flatMap((site) => {
    const named = site.type === 'CallExpression' ? namedIteration(project, site) : undefined;
    if (named !== undefined) return [named];
    for (const loop of loopsAround(project, site)) {
      const reached = isBatchLoop(loop) ? undefined : reachedFrom(project, site, loop);
      if (reached === undefined) continue;
      const origin = originOf(project, loop.over);
      if (origin.kind !== 'fixed') return report(project, site, loop, origin, reached);
    }
    return [];
  });
}

function reachedFrom(project: Project, site: Site, loop: Loop): Reached | undefined {
  const query = site.type === 'MemberExpression' ? undefined : queryOf(project, site);
  if (query === undefined) {
    const relation = isLazyRelation(project, site, loop);
    if (relation !== undefined) return relation;
    if (site.type !== 'CallExpression') return undefined;
    const reached = reach(project, site.callee, (position) =>
      changesAt(project, site, position, loop),
    );
    const isRun =
      reached !== undefined && (!reached.isReturned || fateOf(project, site) !== 'left');
    return isRun && !isJoined(reached.query, loop) ? reached : undefined;
  }
  if (query.isLazy && fateOf(project, site) !== 'awaited') return undefined;
  const reference = isJoined(query, loop) ? undefined : changingValue(project, query, loop);
  return reference && { query, reference, through: [], isReturned: false };
}

function isJoined({ isJoined: joins }: Query, { isParallel }: Loop): boolean {
  return joins === true && isParallel;
}

/** Whoever loops over chunks has thought of it. */
function isBatchLoop({ over, pattern }: Loop): boolean {
  return (
    /^(chunk|batch|page|slice|segment|partition)(Of\w*|Ids|Rows|Items)?$/i.test(textOf(pattern)) ||
    /chunk|batch|splitEvery|\bpages\b/i.test(textOf(over))
  );
}

/** `Promise.all(users.map(loadPosts))` */
function namedIteration(
  project: Project,
  call: Site & { type: 'CallExpression' },
): RepeatedQuery | undefined {
  for (const { name, position } of namedCallbacks(call)) {
    const over = listOf(call, position);
    const called =
      over &&
      /^(map|forEach|flatMap|each|pMap|mapSeries|mapLimit|from)$/.test(calleeName(call) ?? '')
        ? resolveFunction(project, name)
        : undefined;
    const pattern = called?.params[0];
    if (over === undefined || called === undefined || pattern === undefined) continue;
    const reached = reach(project, name, (parameter) => parameter === 0);
    if (reached === undefined || (reached.isReturned && !isAwaited(project, call))) continue;
    const origin = originOf(project, over);
    const loop: Loop = {
      node: call,
      over,
      pattern,
      body: called,
      isCounted: false,
      isParallel: true,
      items: new Set(),
    };
    if (origin.kind !== 'fixed' && !isJoined(reached.query, loop))
      return report(project, call, loop, origin, reached)[0];
  }
  return undefined;
}

function report(
  project: Project,
  site: Node,
  loop: Loop,
  origin: Origin,
  reached: Reached,
): readonly RepeatedQuery[] {
  const { query, through } = reached;
  const parent = origin.kind === 'query' ? origin.query : undefined;
  const found: RepeatedQuery = {
    library: query.library.name,
    access: query.access,
    place: placeOf(site),
    loop: { place: placeOf(loop.node), over: oneLine(textOf(loop.over)) },
    query: sourceQuery(query.node),
    through,
    ...(parent === undefined ? {} : { parent: sourceQuery(parent.node) }),
    cure: cureOf(project, reached, loop, parent),
  };
  return [found];
}

function sourceQuery(node: Node): RepeatedQuery['query'] {
  return { text: oneLine(textOf(node)), place: placeOf(node) };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
