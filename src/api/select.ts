import { matchesGlob } from 'node:path';
import { TrivetError } from '../base/errors.ts';
import type { ApiModel, Operation } from './model.ts';

/**
 * The model with the operations that `--include` and `--exclude` leave. A selector is `tag:NAME`, `path:GLOB` or an
 * operationId. Schemas stay: they are the vocabulary of the document, and unused types cost nothing at run time.
 * @throws TrivetError `USAGE` for selectors that no operation answers to: most likely a slip of the pen
 */
export function selectOperations(
  model: ApiModel,
  include: readonly string[],
  exclude: readonly string[],
): ApiModel {
  const unused = [...include, ...exclude].filter(
    (selector) => !model.operations.some((operation) => matches(operation, selector)),
  );
  if (unused.length > 0) {
    throw new TrivetError('USAGE', `no operation matches ${unused.join(', ')}`, {
      hint: 'Give an operationId, tag:NAME or path:GLOB as they stand in the document.',
    });
  }
  const operations = model.operations.filter(
    (operation) =>
      (include.length === 0 || include.some((selector) => matches(operation, selector))) &&
      !exclude.some((selector) => matches(operation, selector)),
  );
  return { ...model, operations };
}

function matches(operation: Operation, selector: string): boolean {
  if (selector.startsWith('tag:')) return operation.tags.includes(selector.slice(4));
  if (selector.startsWith('path:')) return matchesGlob(operation.path, selector.slice(5));
  return operation.operationId === selector || operation.id === selector;
}
