import { memberOf, namesOf } from '../statement-tree.ts';

/**
 * What can be said of a pattern by its text: that it begins with text, that it looks inside, or (undefined) nothing. Constants
 * are parameters by the time that statements are counted, but who writes three parts put together means `'%' || … || '%'`.
 */
export function patternOf(node: unknown): 'prefix' | 'inside' | undefined {
  const [first, ...rest] = partsOf(node);
  const text = memberOf(memberOf(memberOf(first, 'A_Const'), 'sval'), 'sval');
  if (typeof text === 'string') return /^[%_]/.test(text) ? 'inside' : 'prefix';
  return memberOf(first, 'ParamRef') !== undefined && rest.length >= 2 ? 'inside' : undefined;
}

/** Of what is put together with `||` or `concat`. */
function partsOf(node: unknown): readonly unknown[] {
  const cast = memberOf(node, 'TypeCast');
  if (cast !== undefined) return partsOf(memberOf(cast, 'arg'));
  const expression = memberOf(node, 'A_Expr');
  if (namesOf(memberOf(expression, 'name')).at(-1) === '||') {
    return [...partsOf(memberOf(expression, 'lexpr')), ...partsOf(memberOf(expression, 'rexpr'))];
  }
  const call = memberOf(node, 'FuncCall');
  const args = memberOf(call, 'args');
  const isConcat = namesOf(memberOf(call, 'funcname')).at(-1) === 'concat';
  return isConcat && Array.isArray(args) ? args.flatMap(partsOf) : [node];
}
