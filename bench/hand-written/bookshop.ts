/** Schemas of two operations of the bookshop as one would hand them to Ajv, and an answer. */
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

const ajv = addFormats.default(new Ajv({ allErrors: true }));

const isbn = { type: 'string', pattern: '^97[89][0-9]{10}$' };

export const bookParams: object = {
  type: 'object',
  required: ['isbn'],
  properties: { isbn },
};

export const newOrder: object = {
  type: 'object',
  required: ['email', 'lines'],
  additionalProperties: false,
  properties: {
    email: { type: 'string', format: 'email' },
    note: { type: 'string', maxLength: 500 },
    lines: {
      type: 'array',
      minItems: 1,
      maxItems: 50,
      items: {
        type: 'object',
        required: ['isbn', 'quantity'],
        additionalProperties: false,
        properties: { isbn, quantity: { type: 'integer', minimum: 1, maximum: 99 } },
      },
    },
  },
};

export const validateBookParams: ValidateFunction = ajv.compile(bookParams);
export const validateNewOrder: ValidateFunction = ajv.compile(newOrder);

export const book = {
  id: 7,
  isbn: '9780131103627',
  title: 'The C Programming Language',
  genre: 'computing',
  priceCents: 4999,
  format: { kind: 'print', pages: 288 },
} as const;
