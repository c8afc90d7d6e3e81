import type { Finding } from '../../base/finding.ts';
import { inReadingOrder } from '../../base/finding-order.ts';
import { readApiModel } from '../../api/read/index.ts';
import { withinStack } from '../../api/read/within-stack.ts';
import { readOpenApi, type ReadOptions, specError } from '../../openapi/index.ts';
import { readSpecRequests, type SpecRequestOptions } from './openapi.ts';
import type { RequestSpec } from './source.ts';

export interface ReadSpec {
  /** Title of the API. */
  readonly title: string;
  readonly specs: readonly RequestSpec[];
  /** About the document, then about the requests. */
  readonly findings: readonly Finding[];
}

/**
 * Reads an OpenAPI document (a path, an http(s) URL or `-`) and makes the requests of a load test from it.
 * @throws TrivetError what `readOpenApi` and `readSpecRequests` throw; `SPEC_INVALID` with all findings where the
 * document has errors
 */
export async function readSpec(
  source: string,
  io: ReadOptions,
  options: Omit<SpecRequestOptions, 'placeOf' | 'documentUrl'>,
): Promise<ReadSpec> {
  const bundle = await readOpenApi(source, io);
  const documentUrl = /^https?:\/\//i.test(source) ? source : undefined;
  return withinStack(bundle, () => {
    const { model, findings: said } = readApiModel(bundle);
    const about = inReadingOrder([...bundle.findings, ...said]);
    const refusal = specError(about);
    if (refusal !== undefined) throw refusal;
    const { specs, findings } = readSpecRequests(model, {
      ...options,
      documentUrl,
      placeOf: (pointer) => bundle.placeOf(pointer),
    });
    return Promise.resolve({ title: model.title, specs, findings: [...about, ...findings] });
  });
}
