/**
 * How much of a document trivet is willing to hold. Documents come from strangers: every loop, recursion and buffer over
 * them ends at one of these. All are far above any published API (the largest we know has 36 MB, 8,000 operations).
 */
const megabyte = 1024 * 1024;

/** Bytes of one document. */
export const maxDocumentBytes: number = 48 * megabyte;
/** Bytes of all documents of one API together. */
export const maxTotalBytes: number = 128 * megabyte;
/** Files of one API. */
export const maxFiles = 10_000;
/** Objects and arrays inside each other. Everything recursive in trivet may rely on it. */
export const maxNesting = 500;
/** Values in one document (keys are not counted). */
export const maxValues = 5_000_000;
/** Tokens of one YAML document: the parser takes about 400 bytes and 2 µs for each. */
export const maxYamlTokens = 3_000_000;
/** Values that the aliases of one YAML document may expand to. */
export const maxAliasValues = 1_000_000;
/** Syntax errors reported for one document. */
export const maxSyntaxErrors = 100;
/** References that only lead to another reference, in a row. */
export const maxRefHops = 100;
/** Findings reported about references. */
export const maxRefFindings = 1_000;
/** Files read at the same time. */
export const maxParallelReads = 16;
/** Time for one download, redirects included. */
export const fetchTimeoutMs = 30_000;
export const maxRedirects = 5;
