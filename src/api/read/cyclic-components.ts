interface Node {
  index: number;
  low: number;
  onStack: boolean;
}

/**
 * The sets of names that reach each other (strongly connected components, Tarjan 1972), of which only those with a cycle.
 * Iterative, because documents have chains of thousands of schemas.
 */
export function cyclicComponents(
  edges: ReadonlyMap<string, readonly { readonly to: string }[]>,
): readonly ReadonlySet<string>[] {
  const nodes = new Map<string, Node>();
  const stack: string[] = [];
  const components: Set<string>[] = [];

  const enter = (name: string): Node => {
    const node = { index: nodes.size, low: nodes.size, onStack: true };
    nodes.set(name, node);
    stack.push(name);
    return node;
  };

  const leave = (name: string, node: Node): void => {
    if (node.low !== node.index) return;
    const component = new Set(stack.splice(stack.lastIndexOf(name)));
    for (const member of component) {
      const of = nodes.get(member);
      if (of !== undefined) of.onStack = false;
    }
    const refersToItself = edges.get(name)?.some(({ to }) => to === name) === true;
    if (component.size > 1 || refersToItself) components.push(component);
  };

  for (const start of edges.keys()) {
    if (nodes.has(start)) continue;
    const path = [{ name: start, node: enter(start), next: 0 }];
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const to = edges.get(step.name)?.[step.next++]?.to;
      if (to === undefined) {
        leave(step.name, step.node);
        path.pop();
        const above = path.at(-1);
        if (above !== undefined) above.node.low = Math.min(above.node.low, step.node.low);
        continue;
      }
      const known = nodes.get(to);
      if (known === undefined) path.push({ name: to, node: enter(to), next: 0 });
      else if (known.onStack) step.node.low = Math.min(step.node.low, known.index);
    }
  }
  return components;
}
