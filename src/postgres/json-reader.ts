/** About the texts of a schema with 10,000 tables are kept, in characters; longer ones are hardly ever the same again. */
const KEPT_CHARACTERS_MAX = 50_000_000;
const TEXT_CHARACTERS_MAX = 2000;

/**
 * Reads JSON, and a text that comes again not again: what comes of it is the same value then, which nobody may change. The
 * schema of a shadow is read several times, and nearly all of it stays as it was.
 */
export function jsonReader(): (text: string) => unknown {
  const known = new Map<string, unknown>();
  let keptCharacters = 0;
  return (text) => {
    if (text.length > TEXT_CHARACTERS_MAX) return JSON.parse(text);
    let value = known.get(text);
    if (value === undefined) {
      value = JSON.parse(text);
      keptCharacters += text.length;
      if (keptCharacters <= KEPT_CHARACTERS_MAX) known.set(text, value);
    }
    return value;
  };
}
