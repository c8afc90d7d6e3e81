import { isJsonArray, type JsonObject, type JsonValue } from '../../../base/json.ts';

/** `schemes`, `host` and `basePath` as servers; none where the document names neither host nor path. */
export function serversOf(root: JsonObject): JsonValue | undefined {
  const host = typeof root['host'] === 'string' ? root['host'] : '';
  const path = typeof root['basePath'] === 'string' ? root['basePath'] : '';
  if (host === '' && path === '') return undefined;
  if (host === '') return [{ url: path }];
  const schemes = isJsonArray(root['schemes']) ? root['schemes'] : [];
  const names = schemes.filter((scheme) => typeof scheme === 'string');
  return (names.length === 0 ? ['https'] : names).map((scheme) => ({
    url: `${scheme}://${host}${path}`,
  }));
}
