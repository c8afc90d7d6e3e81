import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

const folder = new URL('../../schemas/', import.meta.url);
const names: readonly string[] = readdirSync(folder);
const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
for (const name of names) ajv.addSchema(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));

/** Fails unless the document conforms to the published schema that its own `schema` member names. */
export function assertConforms(document: unknown): void {
  const file = `${schemaOf(document).replace('trivet.', '').replace('/', '-')}.json`;
  assert.ok(names.includes(file), `schemas/${file} is not published`);
  const valid = ajv.validate(file, document);
  assert.ok(valid, `${file}: ${ajv.errorsText()}`);
}

function schemaOf(document: unknown): string {
  assert.ok(typeof document === 'object' && document !== null && 'schema' in document);
  assert.ok(typeof document.schema === 'string');
  return document.schema;
}
