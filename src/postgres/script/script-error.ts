import { TrivetError } from '../../base/errors.ts';
import { formatPlace } from './script-statement.ts';
import type { Script } from './script.ts';

/** Something in a SQL file that cannot be read, or is refused. */
export function scriptError(
  { name, text }: Script,
  offset: number,
  message: string,
  hint: string,
): TrivetError {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  const place = formatPlace({ file: name, line, column });
  return new TrivetError('SQL_FAILED', `${place}: ${message}`, { hint });
}
