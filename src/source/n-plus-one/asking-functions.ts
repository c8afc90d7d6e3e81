import type { Node } from 'oxc-parser';
import { resolveFunction } from './functions.ts';
import type { ParsedFile, Project } from './project.ts';
import { queryOf } from './queries.ts';
import { functionAround, namedCallbacks, type Site, sitesOf } from './sites.ts';

/** What functions of the files call, and which of them lead to a query. */
export interface AskingFunctions {
  has(called: Node): boolean;
  /** Calls in a function, and in those that are only handed over in it. */
  sitesIn(called: Node): readonly Site[];
}

/** Read once for all files: without it, each loop would look through all that it calls, and all that they call. */
export function askingFunctions(project: Project): AskingFunctions {
  let known = functions.get(project);
  if (known === undefined) {
    known = readFunctions(project);
    functions.set(project, known);
  }
  return known;
}

const functions = new WeakMap<Project, AskingFunctions>();

function readFunctions(project: Project): AskingFunctions {
  const sites = new Map<Node, Site[]>();
  const callers = new Map<Node, Node[]>();
  const asking: Node[] = [];
  for (const [owner, site] of ownedSites(project)) {
    append(sites, owner, site);
    if (queryOf(project, site) !== undefined) asking.push(owner);
    else for (const called of calledBy(project, site)) append(callers, called, owner);
  }
  const found = new Set(asking);
  for (let owner = asking.pop(); owner !== undefined; owner = asking.pop()) {
    for (const caller of callers.get(owner) ?? []) {
      if (found.has(caller)) continue;
      found.add(caller);
      asking.push(caller);
    }
  }
  return { has: (called) => found.has(called), sitesIn: (called) => sites.get(called) ?? [] };
}

function* ownedSites(project: Project): Generator<readonly [owner: Node, site: Site], void, void> {
  const files: Iterable<ParsedFile> = project.files.values();
  for (const file of files) {
    for (const site of sitesOf(file)) {
      const owner = functionAround(site);
      if (owner !== undefined) yield [owner, site];
    }
  }
}

function calledBy(project: Project, site: Site): readonly Node[] {
  if (site.type !== 'CallExpression') return [];
  const names = [site.callee, ...namedCallbacks(site).map(({ name }) => name)];
  return names.flatMap((name) => resolveFunction(project, name) ?? []);
}

function append<Value>(lists: Map<Node, Value[]>, key: Node, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
