import { TrivetError } from '../../base/errors.ts';
import type { Keep } from '../../http/exchange.ts';
import { parsePointer, valueAt } from '../../openapi/index.ts';
import { valueText } from './data-text.ts';
import { fieldValues } from './response-fields.ts';
import type { KeptResponse } from './kept-response.ts';
import { parseSetCookie } from './set-cookie.ts';
import type { ExtractSpec } from './source.ts';

/** Takes a value from a response; undefined where it is not there. */
export type Extract = (response: KeptResponse) => string | undefined;

/** @throws TrivetError `USAGE` where `at` is no JSON pointer or no regular expression */
export function compileExtract({ from, at }: ExtractSpec): Extract {
  if (from === 'header') return ({ head }) => fieldValues(head, at)[0];
  if (from === 'cookie') return ({ head }) => cookieValue(head, at);
  if (from === 'json') return fromJson(at);
  const pattern = compilePattern(at, '');
  return (response) => {
    const match = pattern.exec(response.text() ?? '');
    return match?.[1] ?? match?.[0];
  };
}

/** What a response must be kept of. */
export function keepFor({ from }: ExtractSpec): Keep {
  return from === 'header' || from === 'cookie' ? 'headers' : 'body';
}

/** @throws TrivetError `USAGE` */
export function compilePattern(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw new TrivetError('USAGE', `${source} is no regular expression.`, { cause: error });
  }
}

function cookieValue(head: string, name: string): string | undefined {
  const cookies = fieldValues(head, 'set-cookie').map((field) => parseSetCookie(field, 0));
  return cookies.findLast((cookie) => cookie?.name === name)?.value;
}

function fromJson(at: string): Extract {
  const tokens = parsePointer(at);
  if (tokens === undefined) {
    throw new TrivetError('USAGE', `${at} is no JSON pointer.`, {
      hint: 'Write the way to the value as /items/0/id.',
    });
  }
  return (response) => {
    const value = valueAt(response.json(), tokens);
    return value === undefined || value === null ? undefined : valueText(value);
  };
}
