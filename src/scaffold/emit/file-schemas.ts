import { isJsonObject } from '../../base/json.ts';
import type { ApiModel, NamedSchema, OutgoingRequest, Operation, Schema } from '../../api/model.ts';
import { bodyKind } from '../runtime/media-type.ts';

/** Names of the schemas that multipart requests are made of, at any depth: their binary strings arrive as files. */
export function filesOf(
  model: ApiModel,
  schemas: ReadonlyMap<string, NamedSchema>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const queue: Schema[] = [...model.operations, ...model.outgoing].flatMap(multipartSchemas);
  for (let schema = queue.pop(); schema !== undefined; schema = queue.pop()) {
    for (const name of referencesIn(schema)) {
      const target = schemas.get(name);
      if (target !== undefined && !found.has(name)) {
        found.add(name);
        queue.push(target.schema);
      }
    }
  }
  return found;
}

function multipartSchemas({ body }: Operation | OutgoingRequest): readonly Schema[] {
  return (body?.content ?? []).flatMap(({ type, schema }) =>
    bodyKind(type) === 'multipart' && schema !== undefined ? [schema] : [],
  );
}

function referencesIn(root: Schema): readonly string[] {
  const names: string[] = [];
  const queue: unknown[] = [root];
  for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
    if (Array.isArray(value)) queue.push(...value);
    else if (isJsonObject(value)) {
      const name = typeof value['$ref'] === 'string' ? referencedName(value['$ref']) : undefined;
      if (name !== undefined) names.push(name);
      queue.push(...Object.values(value));
    }
  }
  return names;
}

/** `User` for `#/schemas/User`: all references of a model are like that. */
export function referencedName(reference: string): string {
  return reference.slice('#/schemas/'.length);
}
