import { coerce, type Decoded } from './coerce.ts';
import type { Kind, Shape } from './shape.ts';

/**
 * Reads a value in the first way that its shape allows and that gives a valid value. Where none does, the first that
 * could be read stands, to be told what is wrong with it.
 */
export function firstFitting(shape: Shape, decode: (kind: Kind) => Decoded | undefined): unknown {
  const { kinds } = shape;
  const [only = 'text'] = kinds;
  if (kinds.length < 2) return valueOf(decode(only), shape);
  let unfit: { readonly value: unknown } | undefined;
  let failure: unknown;
  for (const kind of kinds) {
    try {
      const value = valueOf(decode(kind), shape);
      if (value !== undefined && shape.validate(value, '').length === 0) return value;
      if (value !== undefined) unfit ??= { value };
    } catch (error) {
      failure ??= error;
    }
  }
  if (unfit === undefined && failure !== undefined) throw failure;
  return unfit?.value;
}

function valueOf(decoded: Decoded | undefined, shape: Shape): unknown {
  return decoded === undefined ? undefined : coerce(decoded, shape);
}
