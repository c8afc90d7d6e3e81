import type { Finding } from '../base/finding.ts';
import type { JsonValue } from '../base/json.ts';
import { finding } from './findings.ts';
import type { Source } from './source.ts';

export type OpenApiVersion = '2.0' | '3.0' | '3.1' | '3.2';

/** Reads which OpenAPI a document says it is. Numbers (`swagger: 2.0` without quotes in YAML) are taken as meant. */
export function versionOf(source: Source): OpenApiVersion | Finding {
  const { openapi, swagger } = source.root;
  if (openapi !== undefined) return known(textOf(openapi)) ?? unsupported(source, 'openapi');
  if (swagger !== undefined) {
    return textOf(swagger) === '2.0' ? '2.0' : unsupported(source, 'swagger');
  }
  const title = 'The document has no "openapi" and no "swagger" key at the top.';
  const fix = 'Check that this is the right file, or say the version first: `openapi: 3.1.0`.';
  return finding('not-openapi', 'error', title, source.placeOf([]), fix);
}

/** `3.1` for `3.1.0` and its release candidates. */
function known(text: string | undefined): OpenApiVersion | undefined {
  const minor = /^3\.[012](?=$|[.-])/.exec(text ?? '')?.[0];
  return minor === '3.0' || minor === '3.1' || minor === '3.2' ? minor : undefined;
}

function textOf(version: JsonValue): string | undefined {
  if (typeof version === 'string') return version === '2' ? '2.0' : version;
  if (typeof version !== 'number') return undefined;
  return Number.isInteger(version) ? `${version}.0` : String(version);
}

function unsupported(source: Source, key: 'openapi' | 'swagger'): Finding {
  const version = JSON.stringify(source.root[key]);
  const title = `${key}: ${version.slice(0, 40)} is no version that trivet knows.`;
  const fix = 'Write swagger "2.0", or openapi "3.0.x", "3.1.x" or "3.2.x".';
  return finding('unsupported-version', 'error', title, source.placeOf([key]), fix);
}
