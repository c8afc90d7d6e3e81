/**
 * Names of documents → identifiers of TypeScript. A name that already is an identifier stays as it is; all others are
 * derived. Letters of every script may stand in identifiers, so nothing is transliterated.
 */

/** Reserved words of ECMAScript modules (strict mode), and names that a module cannot declare or export. */
const reservedWords: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof var void while with yield ' +
    'undefined NaN Infinity globalThis constructor prototype __proto__ then'
  ).split(' '),
);

/** Names that a TypeScript type cannot have or that read as operators, and the names that `types/api.ts` itself uses. */
const reservedTypes: ReadonlySet<string> = new Set(
  (
    'any unknown never number bigint boolean string symbol object intrinsic keyof unique readonly infer asserts ' +
    'abstract Operations Outgoing Empty'
  ).split(' '),
);

/** Names that a file of handlers imports, or that a class of handlers has already: from its prototype or from NestJS. */
const reservedHandlers: ReadonlySet<string> = new Set(
  (
    'Handler hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf ' +
    'onModuleInit onModuleDestroy onApplicationBootstrap beforeApplicationShutdown onApplicationShutdown'
  ).split(' '),
);

/** What is between the words of a name: everything that no identifier may contain. */
const SEPARATORS = /[^\p{ID_Continue}$]+/u;
const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
/** Most names need no knowledge of Unicode, which takes the engine time to prepare. */
const PLAIN_IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const ASCII = /^[ -~]*$/;

export function isIdentifier(text: string): boolean {
  return PLAIN_IDENTIFIER.test(text) || IDENTIFIER.test(text);
}

/** `foo.bar-baz` → `FooBarBaz`; `user_account` and `日本語` stay; `string` → `string_`; `1st` → `_1st`. */
export function typeIdentifier(name: string, fallback = 'Schema'): string {
  const text = isIdentifier(name) ? name : derived(name, upperFirst, fallback);
  return reservedTypes.has(text) || reservedWords.has(text) ? `${text}_` : text;
}

/** `users.create/v2` → `usersCreateV2`; `list_users` stays; `delete` → `delete_`. */
export function operationIdentifier(name: string, fallback = 'operation'): string {
  const text = isIdentifier(name) ? name : derived(name, lowerFirst, fallback);
  return reservedWords.has(text) || reservedHandlers.has(text) ? `${text}_` : text;
}

/** `get /users/{id}/files` → `getUsersByIdFiles`, for operations without an operationId. */
export function operationNameOf(method: string, path: string): string {
  const words = path
    .replaceAll(/\{([^{}]*)\}/g, (_, name: string) => ` by ${name} `)
    .split(SEPARATORS)
    .filter((word) => word !== '');
  return [method, ...(words.length === 0 ? ['root'] : words)]
    .map((word, i) => (i === 0 ? word : upperFirst(word)))
    .join('');
}

/**
 * Identifiers for a list of names, in the same order, unique even when case is ignored. Names that are valid identifiers
 * get theirs before derived ones do, so adding an odd name never renames a plain one.
 */
export function uniqueIdentifiers(
  names: readonly string[],
  identifierOf: (name: string) => string,
  unique: UniqueNames = uniqueNames(),
): readonly string[] {
  const result = names.map(() => '');
  const claim = (wanted: (name: string, identifier: string) => boolean) => {
    for (const [i, name] of names.entries()) {
      const identifier = identifierOf(name);
      if (result[i] === '' && wanted(name, identifier)) result[i] = unique(identifier);
    }
  };
  claim((name, identifier) => name === identifier);
  claim(() => true);
  return result;
}

/** Returns the wanted name, or, where it is taken, with the first free number: `User2`, `Type1_2`. */
export type UniqueNames = (wanted: string) => string;

/** Names that nobody else has got from this function before, ignoring case. */
export function uniqueNames(taken: Iterable<string> = []): UniqueNames {
  const keys = new Set(Array.from(taken, keyOf));
  const nextOf = new Map<string, number>();
  return (wanted) => {
    const wantedKey = keyOf(wanted);
    let [name, key] = [wanted, wantedKey];
    const separator = /\d$/.test(wanted) ? '_' : '';
    let n = nextOf.get(wantedKey) ?? 2;
    while (keys.has(key)) {
      name = `${wanted}${separator}${n++}`;
      key = keyOf(name);
    }
    nextOf.set(wantedKey, n);
    keys.add(key);
    return name;
  };
}

/** File systems and readers alike take names for the same that differ in case or in Unicode composition only. */
function keyOf(name: string): string {
  if (ASCII.test(name)) return name.toLowerCase();
  return name.normalize('NFKC').toUpperCase().toLowerCase();
}

function derived(name: string, first: (word: string) => string, fallback: string): string {
  const words = name.split(SEPARATORS).filter((word) => word !== '');
  const text = words.map((word, i) => (i === 0 ? first(word) : upperFirst(word))).join('');
  if (text === '') return fallback;
  return isIdentifier(text) ? text : `_${text}`;
}

export function upperFirst(word: string): string {
  const [first = '', ...rest] = word;
  const upper = first.toUpperCase();
  return (isIdentifier(upper) ? upper : first) + rest.join('');
}

function lowerFirst(word: string): string {
  const [first = '', ...rest] = word;
  const lower = first.toLowerCase();
  return (isIdentifier(lower) ? lower : first) + rest.join('');
}
