import { TrivetError } from '../base/errors.ts';

/** A field of a message as it goes onto the wire: no space around the value. */
export type Field = readonly [name: string, value: string];

/**
 * A field that can do no harm: the name is a token, the value has no control characters, so that nothing that a user, a
 * data row or another response puts into it can end the field or the message (RFC 9110, sections 5.1 and 5.5). Values
 * may hold any other character; they are sent in UTF-8.
 * @throws TrivetError `USAGE`
 */
export function safeField(name: string, value: string): Field {
  if (!token.test(name)) {
    throw new TrivetError('USAGE', `${quoted(name)} cannot be the name of a header.`, {
      hint: 'Write headers as "Name: value"; names consist of letters, digits and hyphens.',
    });
  }
  // Half a surrogate pair has no UTF-8.
  if (control.test(value) || !value.isWellFormed()) {
    throw new TrivetError(
      'USAGE',
      `The value of the header ${name} has a control character: ${quoted(value)}.`,
      { hint: 'Remove line breaks and control characters from it, or encode them.' },
    );
  }
  // Most values have no space around them, and are checked again for every request of a template.
  return [name, space.test(value) ? value.replaceAll(/^[ \t]+|[ \t]+$/g, '') : value];
}

/**
 * `GET`, `PURGE`: a token; upper and lower case are different methods (RFC 9110, section 9.1).
 * @throws TrivetError `USAGE`
 */
export function checkMethod(method: string): void {
  if (token.test(method) && method !== 'CONNECT') return;
  throw new TrivetError('USAGE', `${quoted(method)} is not a method that can be sent.`, {
    hint: 'Use a method such as GET or POST.',
  });
}

/**
 * Origin-form (`/users?limit=20`), or `*` of OPTIONS (RFC 9112, section 3.2). What a target may hold beyond that is left
 * to servers, except for what would end the request line.
 * @throws TrivetError `USAGE`
 */
export function checkTarget(target: string, method: string): void {
  const form = target.startsWith('/') || (target === '*' && method === 'OPTIONS');
  if (form && visible.test(target)) return;
  throw new TrivetError('USAGE', `${quoted(target)} cannot be the target of a request.`, {
    hint: 'Percent-encode spaces, control characters and letters beyond ASCII in the URL.',
  });
}

/**
 * A value of `Host` or `:authority`; may be empty, may be wrong, but not end its line.
 * @throws TrivetError `USAGE`
 */
export function checkAuthority(authority: string): void {
  if (authority === '' || visible.test(authority)) return;
  throw new TrivetError('USAGE', `${quoted(authority)} cannot be a host.`, {
    hint: 'Write the host as name:port; names beyond ASCII in their xn-- form.',
  });
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}

/** RFC 9110, section 5.6.2. */
const token = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/;
// oxlint-disable-next-line no-control-regex -- they are what must not get through; the C1 ones are harmless bytes in UTF-8.
const control = /[\0-\x08\x0a-\x1f\x7f]/;
const space = /^[ \t]|[ \t]$/;
const visible = /^[!-~]+$/;
