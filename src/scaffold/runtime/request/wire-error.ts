import type { Issue } from '../spec.ts';

/** What a part of a request that cannot even be read does wrong: `is not valid JSON`. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

/** The issue that an error of reading stands for. Errors that are not the caller's fault are thrown on. */
export function issueOf(error: unknown, field: string): Issue {
  if (error instanceof WireError) return { field, message: error.message };
  if (error instanceof URIError) return { field, message: 'has a malformed percent-encoding' };
  throw error;
}
