/** A node of a parsed statement: an object with the name of its kind as its only member. */
export type TreeNode = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member of whatever may have one. */
export function memberOf(value: unknown, name: string): unknown {
  return isNode(value) ? value[name] : undefined;
}

/** The parts of a name, of a list of `String` nodes. */
export function namesOf(list: unknown): readonly string[] {
  if (!Array.isArray(list)) return [];
  const nodes: readonly unknown[] = list;
  return nodes.flatMap((node) => {
    const text = memberOf(memberOf(node, 'String'), 'sval');
    return typeof text === 'string' ? [text] : [];
  });
}

/** The parts of a column's name: `['o', 'user_id']`; none where the node is something else, or `*`. */
export function columnFields(node: unknown): readonly string[] {
  const fields = memberOf(memberOf(node, 'ColumnRef'), 'fields');
  const names = namesOf(fields);
  return Array.isArray(fields) && names.length === fields.length ? names : [];
}
