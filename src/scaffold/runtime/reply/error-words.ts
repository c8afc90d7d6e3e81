import type { HttpError } from '../http-error.ts';
import type { Issue } from '../spec.ts';

/** What can be said about an error, by the names that APIs give to it. */
export interface Words {
  /** The error in one text. */
  readonly text: string;
  readonly details: readonly Issue[];
  /** Values for a property, best first; none for a name that says nothing about errors. */
  of(name: string): readonly unknown[];
  /** Whether a list of this name is of errors. */
  isList(name: string): boolean;
  /** Whether such a list may be empty: it tells more about the error, not the error itself. */
  isDetails(name: string): boolean;
  /** Whether an object of this name is about the error. */
  isNested(name: string): boolean;
}

/** Words for the error as a whole, to be sent as `type`. */
export function errorWords(error: HttpError, requestId: string, type: string): Words {
  const { code, details, status } = error;
  const message = sentence(error);
  const codes = [code, status, String(status)];
  const statuses = [status, String(status), code];
  const kinds = type === 'application/problem+json' ? ['about:blank'] : [code, 'about:blank'];
  const values = new Map<string, readonly unknown[]>([
    ...messageNames.map((name) => [name, [message]] as const),
    ...['code', 'errorcode', 'errcode', 'reasoncode', 'key'].map((name) => [name, codes] as const),
    ...statusNames.map((name) => [name, statuses] as const),
    ...requestNames.map((name) => [name, [requestId]] as const),
    ...['success', 'ok'].map((name) => [name, [false]] as const),
    ...['timestamp', 'time', 'date'].map((name) => [name, [new Date().toISOString()]] as const),
    ['error', [message, code, true]],
    ['type', kinds],
  ]);
  return { text: message, details, of: (name) => values.get(plainName(name)) ?? [], ...lists };
}

/** Details that are told in a sentence. */
const maxToldDetails = 5;

/** Shapes that know nothing of details have them in the message. */
function sentence({ message, details }: HttpError): string {
  if (details.length === 0) return message;
  const told = details.slice(0, maxToldDetails).map((issue) => `${issue.field} ${issue.message}`);
  return `${message}: ${told.join('; ')}`;
}

/** Words for one of its details. */
export function issueWords({ field, message }: Issue, words: Words): Words {
  const text = `${field} ${message}`;
  return {
    text,
    details: [],
    of: (name) => {
      const plain = plainName(name);
      if (fieldNames.has(plain))
        return [field, field.split(/[.[\]]+/).filter((part) => part !== '')];
      return messageNames.includes(plain) ? [message] : words.of(name);
    },
    ...lists,
  };
}

const lists = {
  isList: (name: string): boolean => listNames.has(plainName(name)),
  isDetails: (name: string): boolean => plainName(name) !== 'errors',
  isNested: (name: string): boolean => nestedNames.has(plainName(name)),
};

/** `error_message` and `errorMessage` are one name. */
function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]/g, '');
}

const messageNames: readonly string[] = [
  'message',
  'msg',
  'errormessage',
  'errormsg',
  'errordescription',
  'detail',
  'description',
  'reason',
  'title',
  'text',
  'summary',
];
const statusNames: readonly string[] = ['status', 'statuscode', 'httpstatus', 'httpcode'];
const requestNames: readonly string[] = ['requestid', 'traceid', 'correlationid'];
const fieldNames: ReadonlySet<string> = new Set([
  'field',
  'fieldname',
  'path',
  'param',
  'parameter',
  'property',
  'pointer',
  'source',
  'location',
  'loc',
]);
const listNames: ReadonlySet<string> = new Set([
  'errors',
  'details',
  'detail',
  'issues',
  'violations',
  'messages',
]);
const nestedNames: ReadonlySet<string> = new Set(['error', 'meta', 'fault', 'status', 'problem']);
