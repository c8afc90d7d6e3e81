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
  const body = await readBody(flags, files);
  const method = (flags.method ?? (body === undefined ? 'GET' : 'POST')).toUpperCase();
  const name = `${method} ${pathOf(url)}`;
  const step = {
    name,
    method,
    url,
    headers: flags.header ?? [],
    body,
    extract: [],
    expectStatus: flags.expectStatus,
    expectBody: flags.expectBody,
    thinkMs: flags.think ?? ([0, 0] as const),
  };
  return { name, weight: 1, steps: [step] };
}

async function readBody(flags: LoadFlags, files: LoadFiles): Promise<BodySpec | undefined> {
  const { body } = flags;
  if (body === undefined) return undefined;
  if (!body.startsWith('@')) return { kind: 'text', text: body };
  // A file is sent as it is, byte for byte.
  return { kind: 'bytes', bytes: await files.bytes(body.slice(1), '--body') };
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
