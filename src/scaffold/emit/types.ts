import { docComment } from '../../emit/code.ts';
import { aliasText, interfaceText } from '../../emit/type-text.ts';
import type { ApiModel, NamedSchema } from '../../api/model.ts';
import { operationMember, outgoingMember } from './operation-type.ts';
import { schemaDoc } from './schema-doc.ts';
import { schemaType } from './schema-type.ts';
import { typeContext, type TypeContext } from './type-context.ts';

/**
 * Text of `src/types/api.ts`: a type for each named schema, `Operations` with what every operation takes and answers,
 * and `Outgoing` with the webhooks and callbacks. It imports nothing, and is the same for all frameworks.
 */
export function emitTypes(model: ApiModel): string {
  const context = typeContext(model);
  const operations = model.operations.map((operation) => operationMember(operation, context));
  const outgoing = model.outgoing.map((request) => outgoingMember(request, context));
  return [
    ...model.schemas.map((schema) => schemaText(schema, context)),
    `/** What each operation receives and may answer, by its id. */\n${interfaceText('Operations', operations)}`,
    '/** Ids of all operations. */\nexport type OperationId = keyof Operations;\n',
    `/** Webhooks and callbacks: requests that this API sends. */\n${interfaceText('Outgoing', outgoing)}`,
    `/** No members at all. */\n${interfaceText('Empty', [{ key: '[key: string]', type: { kind: 'keyword', text: 'never' } }])}`,
  ].join('\n');
}

function schemaText(named: NamedSchema, context: TypeContext): string {
  const binary = context.files.has(named.name) ? 'File' : 'string';
  const type = schemaType(named.schema, { direction: named.direction, binary }, context);
  const name = context.typeName(named.name);
  const doc = docComment(schemaDoc(named.schema) ?? '');
  return doc + (type.kind === 'object' ? interfaceText(name, type.members) : aliasText(name, type));
}
