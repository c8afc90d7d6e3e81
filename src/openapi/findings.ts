import type { Finding, Place, Severity } from '../base/finding.ts';

/** Everything the `openapi` room can say about a document; each id has its page in `findings/<id>.md`. */
export const openApiFindingIds = [
  // reading: texts → one bundled document
  'alias-bomb',
  'dangling-ref',
  'duplicate-key',
  'not-an-object',
  'not-json',
  'not-openapi',
  'not-yaml',
  'ref-loop',
  'ref-not-an-object',
  'ref-outside',
  'ref-unreadable',
  'remote-ref-forbidden',
  'too-deep',
  'too-many-values',
  'unsupported-version',
  // structure, dialects and schemas: one bundled document → the API model
  'ambiguous-path',
  'body-ignored',
  'collection-format',
  'discriminator-mapping',
  'duplicate-operation-id',
  'duplicate-parameter',
  'dynamic-ref',
  'empty-value',
  'invalid-media-type',
  'invalid-parameter',
  'invalid-path',
  'invalid-pattern',
  'invalid-status',
  'older-dialect',
  'parameter-ignored',
  'parameter-without-schema',
  'path-parameter-missing',
  'path-parameter-unused',
  'paths-missing',
  'recursive-union',
  'root-ref',
  'schema-keyword',
  'schema-loop',
  'servers-ignored',
  'unknown-security-scheme',
  'unknown-type',
  'unsupported-method',
  // scaffolding: what a generated server cannot do faithfully
  'unsupported-security',
  'unvalidated-body',
] as const;

export type OpenApiFindingId = (typeof openApiFindingIds)[number];

/**
 * Builds a finding about an OpenAPI document. Its key is made of the id, the name of the file (without folders, so that it
 * does not depend on where trivet is started) and the pointer; `subject` tells findings apart that share all three.
 */
export function finding(
  id: OpenApiFindingId,
  severity: Severity,
  title: string,
  place: Place,
  fix: string,
  subject?: string,
): Finding {
  const file = place.file.slice(place.file.lastIndexOf('/') + 1);
  const where = place.pointer ?? `:${place.line}:${place.column}`;
  const key = `${id} ${file}${where}${subject === undefined ? '' : ` ${subject}`}`;
  return { id, severity, title, place, fix, key };
}
