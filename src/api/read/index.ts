import type { Finding } from '../../base/finding.ts';
import { isJsonObject, type JsonObject } from '../../base/json.ts';
import { checkDocument } from '../../openapi/check/check-document.ts';
import { createReporter } from '../../openapi/check/reporter.ts';
import { routesOf } from '../../openapi/check/routes.ts';
import type { OpenApiBundle } from '../../openapi/index.ts';
import { upgradeDocument } from '../../openapi/upgrade/upgrade-document.ts';
import type { ApiModel } from '../model.ts';
import { directOperations } from './directed-operations.ts';
import { createDirections } from './directions.ts';
import { fillDiscriminators } from './discriminator-values.ts';
import { descriptionOf, textOf } from './documentation.ts';
import { readOperations } from './operations.ts';
import { readOutgoing } from './outgoing.ts';
import type { Reading } from './reading.ts';
import { createResponseReader } from './responses.ts';
import { breakLoops } from './schema-loops.ts';
import { createSchemaReader } from './schema-reader.ts';
import { createSecurityReader } from './security.ts';
import { readBasePath } from './servers.ts';

/** What a document says, and all that is wrong with it. With an error among the findings the model is of no use. */
export interface ReadApi {
  readonly model: ApiModel;
  readonly findings: readonly Finding[];
}

/** Bundled OpenAPI document of any version → model. Never throws because of the document. */
export function readApiModel(bundle: OpenApiBundle): ReadApi {
  const upgraded = upgradeDocument(bundle);
  const { document, originOf } = upgraded;
  const report = createReporter(bundle, upgraded);
  const routes = routesOf(document);
  checkDocument(bundle, upgraded, routes, report);

  const schemas = createSchemaReader(document, report);
  const known = { parameters: new Map(), bodies: new Map() };
  const reading: Reading = { document, routes, report, originOf, schema: schemas.read, known };
  const readResponses = createResponseReader(reading);
  const security = createSecurityReader(reading);
  const operations = readOperations(reading, readResponses, security);
  const outgoing = readOutgoing(reading, readResponses);

  const named = breakLoops(schemas.named(), schemas.names.unique, report);
  fillDiscriminators(schemas.discriminators, named);
  const directions = createDirections(named, schemas.names.unique, originOf);
  const directed = directOperations(directions);
  const model: ApiModel = {
    ...readInfo(document),
    ...readBasePath(reading),
    operations: operations.map(directed.operation),
    outgoing: outgoing.map(directed.outgoing),
    schemas: directions.schemas(),
    securitySchemes: security.schemes,
    document,
  };
  return { model, findings: [...upgraded.findings, ...report.findings()] };
}

function readInfo(document: JsonObject): Pick<ApiModel, 'title' | 'version' | 'description'> {
  const info = isJsonObject(document['info']) ? document['info'] : {};
  const version = info['version'];
  return {
    title: textOf(info, 'title') ?? 'API',
    version: typeof version === 'number' ? String(version) : (textOf(info, 'version') ?? '1.0.0'),
    ...descriptionOf(info),
  };
}
