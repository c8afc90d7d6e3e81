import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as check, constantFrom, oneof, property, string } from 'fast-check';
import {
  isIdentifier,
  operationIdentifier,
  operationNameOf,
  typeIdentifier,
  uniqueIdentifiers,
} from './names.ts';

test('a name that is an identifier stays as it is, in any script', () => {
  for (const name of ['User', 'user_account', 'fooBar', '日本語', 'ünïcode', '$top', '_id']) {
    assert.equal(typeIdentifier(name), name);
    assert.equal(operationIdentifier(name), name);
  }
});

test('other names lose what no identifier may contain', () => {
  assert.equal(typeIdentifier('foo.bar-baz'), 'FooBarBaz');
  assert.equal(operationIdentifier('users.create/v2:now!'), 'usersCreateV2Now');
  assert.equal(operationIdentifier('Users.List'), 'usersList');
  assert.equal(operationIdentifier('1stThing'), '_1stThing');
  assert.equal(typeIdentifier('🚀'), 'Schema');
  assert.equal(operationIdentifier(''), 'operation');
});

test('names that TypeScript keeps for itself get an underscore', () => {
  assert.equal(operationIdentifier('delete'), 'delete_');
  assert.equal(operationIdentifier('__proto__'), '__proto___');
  assert.equal(typeIdentifier('string'), 'string_');
  assert.equal(typeIdentifier('Operations'), 'Operations_');
  assert.equal(typeIdentifier('class'), 'class_');
});

test('a handler is not called like what its file imports or what its class has already', () => {
  assert.equal(operationIdentifier('Handler'), 'Handler_');
  assert.equal(operationIdentifier('toString'), 'toString_');
  assert.equal(operationIdentifier('onModuleInit'), 'onModuleInit_');
});

test('operations without an id are called after method and path', () => {
  assert.equal(operationNameOf('get', '/users/{id}'), 'getUsersById');
  assert.equal(operationNameOf('get', '/v1/files/{path}.{ext}'), 'getV1FilesByPathByExt');
  assert.equal(operationNameOf('post', '/users/{id}:activate'), 'postUsersByIdActivate');
  assert.equal(operationNameOf('get', '/'), 'getRoot');
});

test('of names that collide, the one that is an identifier keeps its spelling', () => {
  const names = ['foo.bar-baz', 'foo_bar_baz', 'fooBarBaz', 'Item', 'item', 'Type1', 'type1'];
  assert.deepEqual(uniqueIdentifiers(names, typeIdentifier), [
    'FooBarBaz2',
    'foo_bar_baz',
    'fooBarBaz',
    'Item',
    'item2',
    'Type1',
    'type1_2',
  ]);
});

test('any names become valid identifiers, unique without regard to case', () => {
  const name = oneof(
    string({ unit: 'binary' }),
    constantFrom('a', 'A', 'a2', 'a.2', 'class', 'string', '', '-', 'ß', 'SS', 'ſ', 'S', 'ﬁ', 'fi'),
  );
  check(
    property(array(name, { maxLength: 30 }), (names) => {
      for (const identifierOf of [typeIdentifier, operationIdentifier]) {
        const identifiers = uniqueIdentifiers(names, (text) => identifierOf(text));
        assert.ok(identifiers.every(isIdentifier), identifiers.join(' '));
        assert.equal(new Set(identifiers.map((text) => text.toLowerCase())).size, names.length);
      }
    }),
  );
});
