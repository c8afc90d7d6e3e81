import { matchesGlob } from 'node:path';
import type { ApiModel, Operation } from '../api/model.ts';

/**
 * The model with the operations that `--include` and `--exclude` leave. A selector is `tag:NAME`, `path:GLOB` or an
 * operationId. Schemas stay: they are the vocabulary of the document, and unused types cost nothing at run time.
 */
export function selectOperations(
  model: ApiModel,
  include: readonly string[],
  exclude: readonly string[],
): ApiModel {
  if (include.length === 0 && exclude.length === 0) return model;
  const operations = model.operations.filter(
    (operation) =>
      (include.length === 0 || include.some((selector) => matches(operation, selector))) &&
      !exclude.some((selector) => matches(operation, selector)),
  );
  return { ...model, operations };
}

/** Selectors that no operation answers to: most likely a slip of the pen. */
export function unusedSelectors(model: ApiModel, selectors: readonly string[]): readonly string[] {
  return selectors.filter((selector) => !model.operations.some((o) => matches(o, selector)));
}

function matches(operation: Operation, selector: string): boolean {
  if (selector.startsWith('tag:')) return operation.tags.includes(selector.slice(4));
  if (selector.startsWith('path:')) return matchesGlob(operation.path, selector.slice(5));
  return operation.operationId === selector || operation.id === selector;
}
