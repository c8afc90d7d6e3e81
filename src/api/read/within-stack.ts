import type { OpenApiBundle } from '../../openapi/index.ts';
import { finding, specError } from '../../openapi/index.ts';

/**
 * Objects may be nested `maxNesting` deep only, but references can lead from one to the next for ever. Whatever follows
 * them until the stack is full has met a document that is to be refused, not a bug.
 */
export async function withinStack<Result>(
  bundle: OpenApiBundle,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const isFull = error instanceof RangeError && /call stack/i.test(error.message);
    throw (isFull ? specError([tooDeep(bundle)]) : undefined) ?? error;
  }
}

function tooDeep(bundle: OpenApiBundle): ReturnType<typeof finding> {
  return finding(
    'too-deep',
    'error',
    'The references of this document lead from one to the next too many times.',
    bundle.placeOf('#'),
    'Shorten the longest chain of schemas that refer to each other.',
  );
}
