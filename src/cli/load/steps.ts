import { TrivetError } from '../../base/errors.ts';
import type { BodySpec, RequestSpec } from '../../load/index.ts';
import type { LoadFlags } from '../commands/load-flags.ts';
import type { LoadFiles } from './files.ts';

/** The one request that a URL and the options around it describe. */
export async function urlSpec(
  url: string,
  flags: LoadFlags,
  files: LoadFiles,
): Promise<RequestSpec> {
  const { body, type } = await readBody(flags, files);
  const method = (flags.method ?? (body === undefined ? 'GET' : 'POST')).toUpperCase();
  const name = `${method} ${pathOf(url)}`;
  const step = {
    name,
    method,
    url,
    headers: [
      ...(flags.header ?? []),
      ...(type === undefined ? [] : [['Content-Type', type] as const]),
    ],
    body,
    extract: [],
    expectStatus: flags.expectStatus,
    expectBody: flags.expectBody,
    thinkMs: flags.think ?? ([0, 0] as const),
  };
  return { name, weight: 1, steps: [step] };
}

interface Body {
  readonly body: BodySpec | undefined;
  /** Of a form; other bodies have the content type that the user gives them. */
  readonly type: string | undefined;
}

async function readBody(flags: LoadFlags, files: LoadFiles): Promise<Body> {
  const { body, form } = flags;
  if (form !== undefined) return readForm(form, flags.seed ?? 1, files);
  if (body === undefined) return { body: undefined, type: undefined };
  if (!body.startsWith('@')) return { body: { kind: 'text', text: body }, type: undefined };
  // A file is sent as it is, byte for byte.
  const bytes = await files.bytes(body.slice(1), '--body');
  return { body: { kind: 'bytes', bytes }, type: undefined };
}

async function readForm(form: readonly string[], seed: number, files: LoadFiles): Promise<Body> {
  const { parseFormOption } = await import('../../load/request/form-option.ts');
  const { multipartBody } = await import('../../load/request/multipart.ts');
  const parts = await Promise.all(
    form.map(parseFormOption).map(async ({ name, from, value, fileName, type }) => {
      const content = from === 'file' ? await files.bytes(value, '--form') : value;
      return { name, content, fileName, type };
    }),
  );
  const { bytes, type } = multipartBody(parts, seed);
  return { body: { kind: 'bytes', bytes }, type };
}

/** Checks an operand before anything is opened. */
export function checkUrl(text: string): string {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new TrivetError('USAGE', `"${text}" is no URL that can be load tested.`, {
      hint: 'Give an http:// or https:// URL.',
    });
  }
  return withScheme;
}

function pathOf(url: string): string {
  const match = /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(url);
  return match?.[1] || '/';
}
