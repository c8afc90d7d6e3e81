/** As many texts are kept, of at most so many characters: about those of a schema with 10,000 tables. */
const TEXTS_MAX = 250_000;
const TEXT_CHARACTERS_MAX = 5000;

/**
 * Reads JSON, and a text that comes again not again: what comes of it is the same value then, which nobody may change. The
 * schema of a shadow is read several times, and nearly all of it stays as it was.
 */
export function jsonReader(): (text: string) => unknown {
  const known = new Map<string, unknown>();
  return (text) => {
    if (text.length > TEXT_CHARACTERS_MAX) return JSON.parse(text);
    let value = known.get(text);
    if (value === undefined) {
      value = JSON.parse(text);
      if (known.size < TEXTS_MAX) known.set(text, value);
    }
    return value;
  };
}
