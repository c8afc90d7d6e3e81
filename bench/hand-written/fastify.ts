/** What a careful engineer writes by hand with Fastify for two operations of the bookshop: its own Ajv and serialiser. */
import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import Fastify from 'fastify';
import { book, bookParams, newOrder } from './bookshop.ts';

const app = Fastify({
  bodyLimit: 1_048_576,
  genReqId: (req) => req.headers['x-request-id']?.toString() ?? randomUUID(),
});
await app.register(helmet);
await app.register(cors, { origin: false });
app.addHook('onSend', async (request, reply) => {
  reply.header('x-request-id', request.id);
});

const bookAnswer = {
  type: 'object',
  required: ['id', 'isbn', 'title', 'priceCents', 'format'],
  properties: {
    id: { type: 'integer' },
    isbn: { type: 'string' },
    title: { type: 'string' },
    genre: { type: 'string' },
    priceCents: { type: 'integer' },
    format: { type: 'object', additionalProperties: true },
  },
};
const orderAnswer = {
  type: 'object',
  properties: {
    email: { type: 'string' },
    note: { type: 'string' },
    lines: { type: 'array', items: { type: 'object', additionalProperties: true } },
    id: { type: 'integer' },
    status: { type: 'string' },
    placedAt: { type: 'string' },
  },
};

app.get<{ Params: { isbn: string } }>(
  '/v1/books/:isbn',
  { schema: { params: bookParams, response: { 200: bookAnswer } } },
  (request, reply) => reply.send({ ...book, isbn: request.params.isbn }),
);
app.post<{ Body: Record<string, unknown> }>(
  '/v1/orders',
  { schema: { body: newOrder, response: { 201: orderAnswer } } },
  async (request, reply) => {
    reply.code(201);
    return { ...request.body, id: 1, status: 'placed', placedAt: '2026-01-01T00:00:00Z' };
  },
);
await app.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
