import { TrivetError } from '../../base/errors.ts';
import type { Finding, Place } from '../../base/finding.ts';
import { derivedSeed, seededRandom } from '../../base/random.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { ApiModel, Operation, Response } from '../../api/model.ts';
import { mapPatiently } from '../../api/sample/patience.ts';
import type { SampleRequest } from '../../api/sample/request.ts';
import { selectOperations } from '../../api/select.ts';
import { baseUrlOf, type BaseUrlOptions } from './base-url.ts';
import { credentialFindings } from './credentials.ts';
import { requestFinding } from './findings.ts';
import { literalTemplate } from './parse-template.ts';
import type { RequestSpec, StepSpec } from './source.ts';
import { variantsOf } from './variants.ts';

export interface SpecRequestOptions extends BaseUrlOptions {
  /** `tag:NAME`, `path:GLOB` or an operationId. Empty: all operations. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** By operationId; they win over `x-trivet-weight` of the document. Others count 1; 0 leaves out. */
  readonly weights: ReadonlyMap<string, number>;
  /** Sent with every request, credentials above all; they win over what the document asks for. */
  readonly authHeaders: StepSpec['headers'];
  readonly seed: number;
  /** Different requests for each operation at the most. */
  readonly variants: number;
  /** Place in the user's files of a JSON pointer. */
  readonly placeOf: (pointer: string) => Place;
}

export interface SpecRequests {
  readonly specs: readonly RequestSpec[];
  /** Operations that get no requests, or that will refuse theirs. */
  readonly findings: readonly Finding[];
}

/**
 * A mix of valid requests for the operations of an API, each in proportion to its weight, shared by its variants, which
 * are reported as one. Success is what the document declares below 400; a declared 404 is a failure all the same.
 *
 * Operations that change and delete are among them. Their order does not matter, because each request stands for itself:
 * ids are those of the document, never those of what another request has made, so that a DELETE takes nothing away from
 * others that they could count on. Use `exclude` where they must not be sent at all.
 * @throws TrivetError `USAGE` for selectors and weights that meet nothing, where nobody says where the server is, and
 * where no request is left
 */
export function readSpecRequests(model: ApiModel, options: SpecRequestOptions): SpecRequests {
  const { operations } = selectOperations(model, options.include, options.exclude);
  checkWeights(model, options.weights);
  const base = baseUrlOf(model, options);
  const weightOf = ({ operationId, weight = 1 }: Operation): number =>
    options.weights.get(operationId) ?? weight;
  const wanted = operations.filter((operation) => weightOf(operation) > 0);
  const numbered = wanted.map((operation, index) => ({ operation, index }));
  const sampled = mapPatiently(numbered, ({ operation, index }) =>
    variantsOf(operation, model, {
      count: options.variants,
      random: seededRandom(derivedSeed(options.seed, index)),
    }),
  );
  const specs = wanted.flatMap((operation, index) => {
    const requests = sampled[index] ?? [];
    const weight = weightOf(operation) / requests.length;
    return requests.map((request) => ({
      name: operation.operationId,
      weight,
      steps: [stepOf(operation, request, base + below(request.path, model), options.authHeaders)],
    }));
  });
  const impossible = wanted.filter((_, index) => (sampled[index] ?? []).length === 0);
  const findings = [
    ...impossible.map((operation) => notSampled(operation, options.placeOf)),
    ...credentialFindings(model, wanted, options.authHeaders, options.placeOf),
  ];
  if (specs.length > 0) return { specs, findings };
  throw new TrivetError('USAGE', 'The document has no operation that requests can be made for.', {
    hint: 'Check --include, --exclude and the weights.',
    findings,
  });
}

function checkWeights(model: ApiModel, weights: ReadonlyMap<string, number>): void {
  const known = model.operations.map(({ operationId }) => operationId);
  const unknown = [...weights.keys()].find((id) => !known.includes(id));
  if (unknown === undefined) return;
  throw new TrivetError(
    'USAGE',
    `There is no operation "${unknown}" to give a weight${didYouMean(unknown, known) || '.'}`,
    { hint: 'Name operations by their operationId, as in --weight listUsers=5.' },
  );
}

/** The path below the base path, which is part of the base URL. */
function below(path: string, { basePathExample }: ApiModel): string {
  return path.slice(basePathExample.length);
}

function stepOf(
  { operationId, responses }: Operation,
  request: SampleRequest,
  url: string,
  authHeaders: StepSpec['headers'],
): StepSpec {
  const { method, query, headers, body } = request;
  const given = new Set(authHeaders.map(([name]) => name.toLowerCase()));
  const own = Object.entries({ ...headers, ...(body && { 'content-type': body.type }) });
  return {
    name: operationId,
    method,
    url: literalTemplate(query === '' ? url : `${url}?${query}`),
    headers: [
      ...own
        .filter(([name]) => !given.has(name))
        .map(([name, value]): readonly [string, string] => [name, literalTemplate(value)]),
      ...authHeaders,
    ],
    body: body && { kind: 'text', text: literalTemplate(body.text) },
    extract: [],
    expectStatus: declaredSuccess(responses),
    expectBody: undefined,
    thinkMs: [0, 0],
  };
}

/** The declared statuses below 400; undefined where there is none but `default`. */
function declaredSuccess(responses: readonly Response[]): readonly number[] | undefined {
  const statuses = responses.flatMap(({ status }) => {
    if (/^[123]XX$/.test(status)) {
      return Array.from({ length: 100 }, (_, index) => Number(status[0]) * 100 + index);
    }
    return /^[123]\d\d$/.test(status) ? [Number(status)] : [];
  });
  return statuses.length === 0 ? undefined : statuses;
}

function notSampled(operation: Operation, placeOf: SpecRequestOptions['placeOf']): Finding {
  const { operationId, method, path, pointer } = operation;
  return requestFinding(
    'operation-not-sampled',
    'warning',
    `${operationId} (${method.toUpperCase()} ${path}) gets no requests: no valid one could be made`,
    `Give its parameters and body an example, or leave it out with --exclude ${operationId}.`,
    { subject: pointer, place: placeOf(pointer) },
  );
}
