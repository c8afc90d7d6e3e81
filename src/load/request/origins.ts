import type { RequestSpec } from './source.ts';
import { compileUrl, type OriginAddress } from './url.ts';

/** Where the requests of a run go; a request names its origin by the index. */
export type OriginTable = readonly OriginAddress[];

/**
 * The different origins of all steps, in order, so that connections can be opened before the first request.
 * @throws TrivetError `USAGE` for URLs that are none, and for templates in a host
 */
export function originsOf(specs: readonly RequestSpec[]): OriginTable {
  const found: OriginAddress[] = [];
  for (const { url } of specs.flatMap(({ steps }) => steps)) {
    const { address } = compileUrl(url);
    if (originIndex(found, address) === -1) found.push(address);
  }
  return found;
}

/** -1 where the table does not have it. */
export function originIndex(table: OriginTable, { protocol, host, port }: OriginAddress): number {
  return table.findIndex(
    (origin) => origin.protocol === protocol && origin.host === host && origin.port === port,
  );
}
