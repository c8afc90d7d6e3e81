import { describeTarget } from '../../../../test/support/target-suite.ts';
import { target } from './index.ts';

const users = `
import { setTimeout } from 'node:timers/promises';
import type { Handler } from './handler.gen.ts';

export const listUsers: Handler<'listUsers'> = (request, reply) => {
  const page = reply.code(200).headers({ 'x-total': 1 });
  if (request.query.limit === 1) return page.type('text/csv').send('id\\n1');
  return page.send([{ id: request.query.limit, email: 'a@b.co' }]);
};

export const createUser: Handler<'createUser'> = async (request, reply) => {
  await setTimeout(1);
  return reply.code(201).send({ id: 2, email: \`\${request.principal.subject}@b.co\` });
};

export const getUser: Handler<'getUser'> = async (request, reply) => {
  const { id } = request.params;
  if (id === 2) return reply.code(200).send({ id: 'two' } as never);
  if (id === 3) throw new Error('the secret is out');
  if (id === 4) return undefined as never;
  const trace = (request.headers['x-trace'] ?? 0) + 0;
  return reply.code(200).send({ id, email: \`trace\${trace}@b.co\` });
};

export const deleteUser: Handler<'deleteUser'> = (_request, reply) => reply.code(204).send();

export const getMe: Handler<'getMe'> = (request, reply) =>
  reply.code(200).send({ subject: request.principal?.subject ?? 'nobody' });

export const activateUser: Handler<'activateUser'> = (_request, reply) => reply.code(202).send();
`;

const events = `
import { setTimeout } from 'node:timers/promises';
import type { Handler } from './handler.gen.ts';

export const streamEvents: Handler<'streamEvents'> = (_request, reply) => {
  async function* items() {
    yield { n: 1 };
    await setTimeout(300);
    yield { n: 2 };
  }
  return reply.code(200).send(items());
};

export const traceEvents: Handler<'traceEvents'> = (_request, reply) => reply.notImplemented();

export const queryEvents: Handler<'queryEvents'> = (_request, reply) => reply.notImplemented();
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
  Handler<'deleteUser'>,
] = [
  (request, reply) => reply.code(200).send({ ...user, id: request.params.id }),
  (_request, reply) => reply.code(404).send(),
  (_request, reply) => reply.code(200).headers(page).type('text/csv').send('id'),
  (_request, reply) => reply.code(409).header('x-other', 'free').send({ title: 'taken' }),
  (_request, reply) => reply.code(418).send({ declared: 'by default' }),
  (_request, reply) => reply.header('x-early', 1).code(204).send(),
];

// @ts-expect-error it gives no answer
export const silent: Handler<'getUser'> = async () => {};
// @ts-expect-error it does not return the answer
export const lost: Handler<'getUser'> = async (_request, reply) => void reply.code(200).send(user);
// @ts-expect-error it does not send the answer
export const unsent: Handler<'getUser'> = async (_request, reply) => reply.code(200);
// @ts-expect-error the status is not declared
export const status: Handler<'getUser'> = (_request, reply) => reply.code(201).send(user);
// @ts-expect-error the status is outside of the declared range
export const range: Handler<'createUser'> = (_request, reply) => reply.code(500).send({ title: 'x' });
// @ts-expect-error the id is a number
export const shape: Handler<'getUser'> = (_request, reply) => reply.code(200).send({ ...user, id: '1' });
// @ts-expect-error there must be a body
export const empty: Handler<'getUser'> = (_request, reply) => reply.code(200).send();
// @ts-expect-error there must be no body
export const full: Handler<'deleteUser'> = (_request, reply) => reply.code(204).send({});
// @ts-expect-error x-total is required
export const header: Handler<'listUsers'> = (_request, reply) => reply.code(200).send([user]);
// @ts-expect-error x-total is a number
export const text: Handler<'listUsers'> = (_request, reply) => reply.code(200).headers({ 'x-total': '1' });
// @ts-expect-error the body is bytes
export const bytes: Handler<'putFile'> = (_request, reply) => reply.code(200).send({});
// @ts-expect-error HTML is not declared
export const html: Handler<'listUsers'> = (_request, reply) => reply.code(200).headers(page).type('text/html');
// @ts-expect-error a list is not CSV
export const csv: Handler<'listUsers'> = (_request, reply) => reply.code(200).headers(page).type('text/csv').send([user]);
// @ts-expect-error n is a number
export const item: Handler<'streamEvents'> = (_request, reply) => reply.code(200).send(items());
// @ts-expect-error params.id is a number
export const id: Handler<'getUser'> = (request, reply) => reply.code(200).send({ id: 1, email: request.params.id });
// @ts-expect-error nobody needs to be known
export const caller: Handler<'getMe'> = (request, reply) => reply.code(200).send(request.principal.subject);
// @ts-expect-error an answer begins with its status
export const bare: Handler<'getUser'> = (_request, reply) => reply.send(user);
`;

describeTarget(target, { users, events, typed });
