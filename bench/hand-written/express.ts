/** What a careful engineer writes by hand with Express for two operations of the bookshop, validated by Ajv. */
import { randomUUID } from 'node:crypto';
import type { ValidateFunction } from 'ajv';
import cors from 'cors';
import express from 'express';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import helmet from 'helmet';
import { book, validateBookParams, validateNewOrder } from './bookshop.ts';

const app = express();
app.disable('x-powered-by');
app.use(helmet());
app.use(cors({ origin: false }));
app.use((req, res, next) => {
  const id = req.get('x-request-id') ?? randomUUID();
  res.setHeader('x-request-id', id);
  next();
});
app.use(express.json({ limit: '1mb' }));

app.get('/v1/books/:isbn', valid('params', validateBookParams), (req, res) => {
  res.status(200).json({ ...book, isbn: req.params['isbn'] });
});
app.post('/v1/orders', valid('body', validateNewOrder), (req, res) => {
  res.status(201).json({ ...req.body, id: 1, status: 'placed', placedAt: '2026-01-01T00:00:00Z' });
});
app.use((_req, res) => {
  res.status(404).json({ error: { code: 'NOT_FOUND', message: 'Not found' } });
});
const onError: ErrorRequestHandler = (_error, _req, res, _next) => {
  res.status(500).json({ error: { code: 'INTERNAL_ERROR', message: 'Internal error' } });
};
app.use(onError);
app.listen(Number(process.env['PORT']), '127.0.0.1');

function valid(part: 'params' | 'body', validate: ValidateFunction): RequestHandler {
  return (req, res, next) => {
    if (validate(req[part])) {
      next();
      return;
    }
    const details = validate.errors?.map((e) => ({ field: e.instancePath, message: e.message }));
    res.status(400).json({ error: { code: 'VALIDATION_ERROR', message: 'Invalid', details } });
  };
}
