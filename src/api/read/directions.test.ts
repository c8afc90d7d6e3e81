import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTest, schemaNamed } from '../../../test/support/bundle.ts';
import type { JsonObject } from '../../base/json.ts';

const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: JsonObject) => ({ content: { 'application/json': { schema } } });
const readUsing = (schemas: JsonObject, request: JsonObject, response: JsonObject) =>
  readTest('3.1', {
    components: { schemas },
    paths: { '/a': { post: { requestBody: json(request), responses: { 200: json(response) } } } },
  });

const User = {
  required: ['id', 'name', 'password'],
  properties: {
    id: { type: 'integer', readOnly: true },
    name: { type: 'string' },
    password: { type: 'string', writeOnly: true },
  },
};

test('a schema with read-only or write-only properties is made two', () => {
  const result = readUsing({ User }, to('User'), to('User'));
  assert.deepEqual(
    result.model.schemas.map(({ name, direction }) => [name, direction]),
    [
      ['User', 'response'],
      ['UserRequest', 'request'],
    ],
  );
  assert.deepEqual(schemaNamed(result, 'User'), { ...User, required: ['id', 'name'] });
  assert.deepEqual(schemaNamed(result, 'UserRequest'), { ...User, required: ['name', 'password'] });
  const [operation] = result.model.operations;
  assert.deepEqual(operation?.body?.content[0]?.schema, { $ref: '#/schemas/UserRequest' });
  assert.deepEqual(operation?.responses[0]?.content[0]?.schema, { $ref: '#/schemas/User' });
});

test('what refers to such a schema differs too, through any number of references', () => {
  const Group = { properties: { members: { items: to('Team') } } };
  const Team = { additionalProperties: to('User') };
  const result = readUsing({ Group, Team, User, Other: {} }, to('Group'), {});
  assert.deepEqual(
    result.model.schemas.map(({ name }) => name),
    ['Group', 'GroupRequest', 'Team', 'TeamRequest', 'User', 'UserRequest', 'Other'],
  );
  assert.deepEqual(schemaNamed(result, 'GroupRequest'), {
    properties: { members: { items: { $ref: '#/schemas/TeamRequest' } } },
  });
});

test('a schema that no request uses has no request form', () => {
  const result = readUsing({ User }, {}, to('User'));
  assert.deepEqual(
    result.model.schemas.map(({ name }) => name),
    ['User'],
  );
});

test('what is required in another part of the same value is relaxed as well', () => {
  const schema = { allOf: [to('User'), { required: ['id', 'age'] }] };
  const result = readUsing({ User }, schema, {});
  assert.deepEqual(result.model.operations[0]?.body?.content[0]?.schema, {
    allOf: [{ $ref: '#/schemas/UserRequest' }, { required: ['age'] }],
  });
});

test('a property is also read-only through a reference', () => {
  const result = readUsing(
    { Id: { type: 'integer', readOnly: true } },
    { required: ['id'], properties: { id: to('Id') } },
    {},
  );
  assert.deepEqual(result.model.operations[0]?.body?.content[0]?.schema, {
    required: [],
    properties: { id: { $ref: '#/schemas/Id', readOnly: true } },
  });
});

test('a webhook sends what is read-only', () => {
  const { model } = readTest('3.1', {
    components: { schemas: { User } },
    webhooks: { 'user.created': { post: { requestBody: json(to('User')) } } },
  });
  assert.deepEqual(model.outgoing[0]?.body?.content[0]?.schema, { $ref: '#/schemas/User' });
});
