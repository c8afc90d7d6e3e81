import { describeTarget } from '../../../../test/support/target-suite.ts';
import { target } from './index.ts';

const users = `
import { setTimeout } from 'node:timers/promises';
import type { Handler } from './handler.gen.ts';

export const listUsers: Handler<'listUsers'> = (ctx) => {
  const { limit } = ctx.valid.query;
  if (limit === 1) return ctx.reply(200, 'id\\n1', { 'x-total': 1, 'content-type': 'text/csv' });
  return ctx.reply(200, [{ id: limit, email: 'a@b.co' }], { 'x-total': 1 });
};

export const createUser: Handler<'createUser'> = async (ctx) => {
  await setTimeout(1);
  return ctx.reply(201, { id: 2, email: \`\${ctx.principal.subject}@b.co\` });
};

export const getUser: Handler<'getUser'> = async (ctx) => {
  const { id } = ctx.valid.params;
  if (id === 2) return ctx.reply(200, { id: 'two' } as never);
  if (id === 3) throw new Error('the secret is out');
  if (id === 4) return undefined as never;
  return ctx.reply(200, { id, email: \`trace\${(ctx.valid.headers['x-trace'] ?? 0) + 0}@b.co\` });
};

export const deleteUser: Handler<'deleteUser'> = (ctx) => ctx.reply(204);

export const getMe: Handler<'getMe'> = (ctx) =>
  ctx.reply(200, { subject: ctx.principal?.subject ?? 'nobody' });

export const activateUser: Handler<'activateUser'> = (ctx) => ctx.reply(202);
`;

const events = `
import { setTimeout } from 'node:timers/promises';
import type { Handler } from './handler.gen.ts';

export const streamEvents: Handler<'streamEvents'> = (ctx) => {
  async function* items() {
    yield { n: 1 };
    await setTimeout(300);
    yield { n: 2 };
  }
  return ctx.reply(200, items());
};

export const traceEvents: Handler<'traceEvents'> = (ctx) => ctx.notImplemented();

export const queryEvents: Handler<'queryEvents'> = (ctx) => ctx.notImplemented();
`;

const typed = `
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
] = [
  (ctx) => ctx.reply(200, { ...user, id: ctx.valid.params.id }),
  (ctx) => ctx.reply(404),
  (ctx) => ctx.reply(200, 'id', { ...page, 'content-type': 'text/csv' }),
  (ctx) => ctx.reply(409, { title: 'taken' }, { 'x-other': 'free' }),
  (ctx) => ctx.reply(418, { declared: 'by default' }),
];

// @ts-expect-error it gives no answer
export const silent: Handler<'getUser'> = async () => {};
// @ts-expect-error it does not return the answer
export const lost: Handler<'getUser'> = async (ctx) => void ctx.reply(200, user);
// @ts-expect-error the status is not declared
export const status: Handler<'getUser'> = (ctx) => ctx.reply(201, user);
// @ts-expect-error the status is outside of the declared range
export const range: Handler<'createUser'> = (ctx) => ctx.reply(500, { title: 'x' });
// @ts-expect-error the id is a number
export const shape: Handler<'getUser'> = (ctx) => ctx.reply(200, { ...user, id: '1' });
// @ts-expect-error there must be a body
export const empty: Handler<'getUser'> = (ctx) => ctx.reply(200);
// @ts-expect-error there must be no body
export const full: Handler<'deleteUser'> = (ctx) => ctx.reply(204, {});
// @ts-expect-error x-total is required
export const header: Handler<'listUsers'> = (ctx) => ctx.reply(200, [user]);
// @ts-expect-error x-total is a number
export const text: Handler<'listUsers'> = (ctx) => ctx.reply(200, [user], { 'x-total': '1' });
// @ts-expect-error the body is bytes
export const bytes: Handler<'putFile'> = (ctx) => ctx.reply(200, {});
// @ts-expect-error HTML is not declared
export const html: Handler<'listUsers'> = (ctx) => ctx.reply(200, 'x', { ...page, 'content-type': 'text/html' });
// @ts-expect-error n is a number
export const item: Handler<'streamEvents'> = (ctx) => ctx.reply(200, items());
// @ts-expect-error params.id is a number
export const id: Handler<'getUser'> = (ctx) => ctx.reply(200, { id: 1, email: ctx.valid.params.id });
// @ts-expect-error nobody needs to be known
export const caller: Handler<'getMe'> = (ctx) => ctx.reply(200, ctx.principal.subject);
// @ts-expect-error only reply answers
export const bare: Handler<'getUser'> = (ctx) => void (ctx.body = user);
`;

describeTarget(target, { users, events, typed });
