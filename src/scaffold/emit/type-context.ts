import type { ApiModel, NamedSchema, Parameter, Response } from '../../api/model.ts';
import type { TypeMember } from '../../emit/type-node.ts';
import { filesOf } from './file-schemas.ts';

/** Global types that `api.ts` uses; a schema of the same name hides them. */
export type GlobalType = 'AsyncIterable' | 'File' | 'Uint8Array';

/** What the types of one document need to know about each other. */
export interface TypeContext {
  /** Schemas by the name that references use. */
  readonly schemas: ReadonlyMap<string, NamedSchema>;
  /** Schemas whose binary strings are uploaded files: those that multipart requests refer to. */
  readonly files: ReadonlySet<string>;
  /** Members that several operations have, by the parameter or response that they are made of. */
  readonly members: Map<Parameter | Response, TypeMember>;
  /** How a schema is called in TypeScript. */
  typeName(schema: string): string;
  /** How a global type is reached. */
  globalName(type: GlobalType): string;
}

/** How one schema is read. */
export interface SchemaPlace {
  /** Requests have no `readOnly` properties, responses no `writeOnly` ones. */
  readonly direction: NamedSchema['direction'];
  /** What a binary string is there. */
  readonly binary: 'File' | 'Uint8Array' | 'string';
}

export function typeContext(model: ApiModel): TypeContext {
  const schemas = new Map(model.schemas.map((schema) => [schema.name, schema]));
  const names = typeNames(model.schemas);
  const used = new Set(names.values());
  return {
    schemas,
    files: filesOf(model, schemas),
    members: new Map(),
    typeName: (schema) => names.get(schema) ?? schema,
    globalName: (type) => (used.has(type) ? `globalThis.${type}` : type),
  };
}

/** Names of `api.ts` itself, and names that TypeScript keeps for itself. */
const taken: ReadonlySet<string> = new Set(
  (
    'Operations Outgoing Empty OperationId globalThis any unknown never void undefined null object string number ' +
    'boolean bigint symbol true false this await break case catch class const continue debugger default delete do ' +
    'else enum export extends finally for function if implements import in instanceof interface let new package ' +
    'private protected public return static super switch throw try type typeof var while with yield'
  ).split(' '),
);

function typeNames(schemas: readonly NamedSchema[]): ReadonlyMap<string, string> {
  const used = new Set(schemas.map(({ name }) => name));
  return new Map(
    schemas.map(({ name }) => {
      if (!taken.has(name)) return [name, name];
      let free = `${name}_`;
      while (used.has(free)) free += '_';
      used.add(free);
      return [name, free];
    }),
  );
}
