import { describeTarget } from '../../../../test/support/target-suite.ts';
import { target } from './index.ts';

const users = `
import { setTimeout } from 'node:timers/promises';
import type { Handler } from './handler.gen.ts';

export const listUsers: Handler<'listUsers'> = (c) => {
  const { limit } = c.req.valid('query');
  if (limit === 1) return c.text('id\\n1', 200, { 'x-total': 1, 'content-type': 'text/csv' });
  return c.json([{ id: limit, email: 'a@b.co' }], 200, { 'x-total': 1 });
};

export const createUser: Handler<'createUser'> = async (c) => {
  await setTimeout(1);
  return c.json({ id: 2, email: \`\${c.var.principal.subject}@b.co\` }, 201);
};

export const getUser: Handler<'getUser'> = async (c) => {
  const { id } = c.req.valid('param');
  if (id === 2) return c.json({ id: 'two' } as never, 200);
  if (id === 3) throw new Error('the secret is out');
  if (id === 4) return undefined as never;
  const trace = (c.req.valid('header')['x-trace'] ?? 0) + 0;
  return c.json({ id, email: \`trace\${trace}@b.co\` }, 200);
};

export const deleteUser: Handler<'deleteUser'> = (c) => c.body(null, 204);

export const getMe: Handler<'getMe'> = (c) =>
  c.json({ subject: c.get('principal')?.subject ?? 'nobody' }, 200);

export const activateUser: Handler<'activateUser'> = (c) => c.body(null, 202);
`;

const events = `
import { setTimeout } from 'node:timers/promises';
import type { Handler } from './handler.gen.ts';

export const streamEvents: Handler<'streamEvents'> = (c) => {
  async function* items() {
    yield { n: 1 };
    await setTimeout(300);
    yield { n: 2 };
  }
  return c.body(items(), 200);
};

export const traceEvents: Handler<'traceEvents'> = (c) => c.notImplemented();

export const queryEvents: Handler<'queryEvents'> = (c) => c.notImplemented();
`;

const typed = `
import { setCookie } from 'hono/cookie';
import type { Handler } from './routes/handler.gen.ts';

const user = { id: 1, email: 'a@b.co' };
const page = { 'x-total': 1 };
async function* items() {
  yield { n: 'one' };
}

export const right: readonly [
  Handler<'getUser'>,
  Handler<'getUser'>,
  Handler<'listUsers'>,
  Handler<'createUser'>,
  Handler<'streamEvents'>,
  Handler<'deleteUser'>,
] = [
  (c) => c.json({ ...user, id: c.req.valid('param').id }, 200),
  (c) => c.body(null, 404),
  (c) => c.text('id', 200, { ...page, 'content-type': 'text/csv' }),
  (c) => c.json({ title: c.req.valid('json').email }, 409, { 'x-other': 'free' }),
  (c) => c.json({ declared: 'by default' }, 418),
  (c) => {
    setCookie(c.hono, 'theme', 'dark');
    c.header('x-other', 'free');
    c.var.log.info({ path: c.req.path, id: c.get('requestId') });
    return c.body(null, 204);
  },
];

// @ts-expect-error it gives no answer
export const silent: Handler<'getUser'> = async () => {};
// @ts-expect-error it does not return the answer
export const lost: Handler<'getUser'> = async (c) => void c.json(user, 200);
// @ts-expect-error the status is not declared
export const status: Handler<'getUser'> = (c) => c.json(user, 201);
// @ts-expect-error the status is not given
export const none: Handler<'getUser'> = (c) => c.json(user);
// @ts-expect-error the status is outside of the declared range
export const range: Handler<'createUser'> = (c) => c.json({ title: 'x' }, 500);
// @ts-expect-error the id is a number
export const shape: Handler<'getUser'> = (c) => c.json({ ...user, id: '1' }, 200);
// @ts-expect-error there must be a body
export const empty: Handler<'getUser'> = (c) => c.body(null, 200);
// @ts-expect-error there must be no body
export const full: Handler<'deleteUser'> = (c) => c.json({}, 204);
// @ts-expect-error x-total is required
export const header: Handler<'listUsers'> = (c) => c.json([user], 200);
// @ts-expect-error x-total is a number
export const text: Handler<'listUsers'> = (c) => c.json([user], 200, { 'x-total': '1' });
// @ts-expect-error the body is bytes
export const bytes: Handler<'putFile'> = (c) => c.json({}, 200);
// @ts-expect-error the body is bytes
export const letters: Handler<'putFile'> = (c) => c.text('x', 200);
// @ts-expect-error HTML is not declared
export const html: Handler<'listUsers'> = (c) => c.html('x', 200, page);
// @ts-expect-error HTML is not declared
export const html2: Handler<'listUsers'> = (c) => c.text('x', 200, { ...page, 'content-type': 'text/html' });
// @ts-expect-error n is a number
export const item: Handler<'streamEvents'> = (c) => c.body(items(), 200);
// @ts-expect-error params.id is a number
export const id: Handler<'getUser'> = (c) => c.json({ id: 1, email: c.req.valid('param').id }, 200);
// @ts-expect-error the body is JSON
export const form: Handler<'createUser'> = (c) => c.json({ title: c.req.valid('form').email }, 400);
// @ts-expect-error nobody needs to be known
export const caller: Handler<'getMe'> = (c) => c.json(c.var.principal.subject, 200);
// @ts-expect-error no redirection is declared
export const elsewhere: Handler<'getUser'> = (c) => c.redirect('/', 302);
// @ts-expect-error only the context answers
export const bare: Handler<'getUser'> = () => new Response('{}');
// @ts-expect-error only the context answers
export const past: Handler<'getUser'> = (c) => c.hono.json(user, 200);
`;

describeTarget(target, { users, events, typed });
