import { describeTarget } from '../../../../test/support/target-suite.ts';
import { target } from './index.ts';

const users = `
import { setTimeout } from 'node:timers/promises';
import type { Handler } from './handler.gen.ts';

export const listUsers: Handler<'listUsers'> = (req, res) => {
  const reply = res.status(200).set({ 'x-total': 1 });
  if (req.query.limit === 1) return reply.type('text/csv').send('id\\n1');
  return reply.json([{ id: req.query.limit, email: 'a@b.co' }]);
};

export const createUser: Handler<'createUser'> = async (req, res) => {
  await setTimeout(1);
  return res.status(201).json({ id: 2, email: \`\${req.principal.subject}@b.co\` });
};

export const getUser: Handler<'getUser'> = async (req, res) => {
  const { id } = req.params;
  if (id === 2) return res.status(200).json({ id: 'two' } as never);
  if (id === 3) throw new Error('the secret is out');
  if (id === 4) return undefined as never;
  return res.status(200).json({ id, email: \`trace\${(req.headers['x-trace'] ?? 0) + 0}@b.co\` });
};

export const deleteUser: Handler<'deleteUser'> = (_req, res) => res.status(204).end();

export const getMe: Handler<'getMe'> = (req, res) =>
  res.status(200).json({ subject: req.principal?.subject ?? 'nobody' });

export const activateUser: Handler<'activateUser'> = (_req, res) => res.status(202).end();
`;

const events = `
import { setTimeout } from 'node:timers/promises';
import type { Handler } from './handler.gen.ts';

export const streamEvents: Handler<'streamEvents'> = (_req, res) => {
  async function* items() {
    yield { n: 1 };
    await setTimeout(300);
    yield { n: 2 };
  }
  return res.status(200).stream(items());
};

export const traceEvents: Handler<'traceEvents'> = (_req, res) => res.notImplemented();

export const queryEvents: Handler<'queryEvents'> = (_req, res) => res.notImplemented();
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
  (req, res) => res.status(200).json({ ...user, id: req.params.id }),
  (_req, res) => res.status(404).end(),
  (_req, res) => res.status(200).set(page).type('text/csv').send('id'),
  (_req, res) => res.status(409).set({ 'x-other': 'free' }).json({ title: 'taken' }),
  (_req, res) => res.status(418).json({ declared: 'by default' }),
];

// @ts-expect-error it gives no answer
export const silent: Handler<'getUser'> = async () => {};
// @ts-expect-error it does not return the answer
export const lost: Handler<'getUser'> = async (_req, res) => void res.status(200).json(user);
// @ts-expect-error the status is not declared
export const status: Handler<'getUser'> = (_req, res) => res.status(201).json(user);
// @ts-expect-error the status is outside of the declared range
export const range: Handler<'createUser'> = (_req, res) => res.status(500).json({ title: 'x' });
// @ts-expect-error the id is a number
export const shape: Handler<'getUser'> = (_req, res) => res.status(200).json({ ...user, id: '1' });
// @ts-expect-error there must be a body
export const empty: Handler<'getUser'> = (_req, res) => res.status(200).end();
// @ts-expect-error there must be no body
export const full: Handler<'deleteUser'> = (_req, res) => res.status(204).json({});
// @ts-expect-error x-total is required
export const header: Handler<'listUsers'> = (_req, res) => res.status(200).json([user]);
// @ts-expect-error x-total is a number
export const text: Handler<'listUsers'> = (_req, res) => res.status(200).set({ 'x-total': '1' });
// @ts-expect-error the body is bytes
export const bytes: Handler<'putFile'> = (_req, res) => res.status(200).json({});
// @ts-expect-error HTML is not declared
export const html: Handler<'listUsers'> = (_req, res) => res.status(200).set(page).type('text/html');
// @ts-expect-error n is a number
export const item: Handler<'streamEvents'> = (_req, res) => res.status(200).stream(items());
// @ts-expect-error params.id is a number
export const id: Handler<'getUser'> = (req, res) => res.status(200).json({ id: 1, email: req.params.id });
// @ts-expect-error nobody needs to be known
export const caller: Handler<'getMe'> = (req, res) => res.status(200).json(req.principal.subject);
// @ts-expect-error an answer begins with its status
export const bare: Handler<'getUser'> = (_req, res) => res.json(user);
`;

describeTarget(target, { users, events, typed });
