import type { Finding } from '../base/finding.ts';
import { finding } from '../openapi/findings.ts';
import type { OpenApiBundle } from '../openapi/index.ts';
import type { ApiModel } from '../api/model.ts';
import { isParsed } from './runtime/media-type.ts';

/** What a generated server cannot do faithfully, whatever the target: said aloud instead of dropped. */
export function coverageFindings(model: ApiModel, bundle: OpenApiBundle): readonly Finding[] {
  return [...unvalidatedBodies(model, bundle), ...unsupportedSecurity(model, bundle)];
}

function unvalidatedBodies(model: ApiModel, bundle: OpenApiBundle): readonly Finding[] {
  return model.operations.flatMap(({ operationId, body, pointer }) =>
    (body?.content ?? [])
      // Below a range JSON is parsed and validated, and what is not parsed is refused.
      .filter(({ type, schema }) => schema !== undefined && !isParsed(type) && !type.includes('*'))
      .map(({ type }) =>
        finding(
          'unvalidated-body',
          'warning',
          `${operationId} takes ${type}, which is passed on as it comes, without validation`,
          bundle.placeOf(pointer),
          'Offer application/json as well, or check the body in the handler.',
          type,
        ),
      ),
  );
}

function unsupportedSecurity(model: ApiModel, bundle: OpenApiBundle): readonly Finding[] {
  return model.securitySchemes
    .filter(({ kind }) => kind === 'http' || kind === 'mutualTLS')
    .map(({ name, kind, key }) =>
      finding(
        'unsupported-security',
        'warning',
        `the security scheme ${name} (${key ?? kind}) needs a verifier of your own`,
        bundle.placeOf('#/components/securitySchemes'),
        'Write its verifier in middleware/auth.ts; until then it refuses everybody.',
        name,
      ),
    );
}
