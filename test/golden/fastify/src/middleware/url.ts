/**
 * The URL by which Fastify finds a route, although it has escapes that mean nothing. The route is given the one that
 * came, and refuses it by the name of the variable that is wrong.
 */
export function wellFormedUrl(given: string): string {
  const end = given.search(/[?#]|$/);
  const path = given.slice(0, end);
  if (!path.includes('%') || isDecodable(path)) return given;
  const mended = path.replaceAll(/(?:%[\da-f]{2})+|%/gi, (escapes) =>
    isDecodable(escapes) ? escapes : escapes.replaceAll('%', '%25'),
  );
  return mended + given.slice(end);
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
