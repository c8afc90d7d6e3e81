import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { HttpException, NotFoundException } from '@nestjs/common';
import { HTTPException } from 'hono/http-exception';
import {
  HttpError,
  badRequest,
  methodNotAllowed,
  notFound,
  notImplemented,
  toHttpError,
  unauthorized,
  unsupportedMediaType,
} from './http-error.ts';

suite('errors that handlers throw', () => {
  test('have status, code and message', () => {
    const error = notFound('No such user');
    assert.deepEqual([error.status, error.code, error.message], [404, 'NOT_FOUND', 'No such user']);
    assert.equal(badRequest('Wrong').code, 'BAD_REQUEST');
    assert.equal(badRequest([]).code, 'VALIDATION_ERROR');
    assert.match(notImplemented('getUser').message, /getUser/);
    assert.equal(new HttpError(418).code, 'HTTP_418');
  });

  test('have the headers that their status asks for', () => {
    assert.equal(methodNotAllowed(['GET', 'HEAD']).headers['allow'], 'GET, HEAD');
    assert.equal(unauthorized('Bearer').headers['www-authenticate'], 'Bearer');
    assert.deepEqual(unauthorized().headers, {});
    assert.equal(unsupportedMediaType(['a/b']).headers['accept'], 'a/b');
  });
});

const statusOf = (error: unknown): number => toHttpError(error).status;

suite('errors of others', () => {
  test('that are unknown are 500 and say nothing', () => {
    for (const thrown of [new Error('password=1'), 'text', null, undefined, { status: 404 }]) {
      const error = toHttpError(thrown);
      assert.deepEqual([error.status, error.code], [500, 'INTERNAL_ERROR']);
      assert.doesNotMatch(error.message, /password/);
      assert.equal(error.cause, thrown);
    }
  });

  test('keep their 4xx status', () => {
    const parser = Object.assign(new Error('request entity too large'), {
      status: 413,
      expose: true,
    });
    assert.equal(toHttpError(parser).code, 'PAYLOAD_TOO_LARGE');
    const fastify = Object.assign(new Error('x'), {
      code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE',
      statusCode: 415,
    });
    assert.equal(statusOf(fastify), 415);
    assert.equal(statusOf(new URIError('URI malformed')), 400);
    assert.equal(statusOf(Object.assign(new Error('x'), { status: 503 })), 500);
    assert.equal(statusOf(Object.assign(new Error('x'), { status: '404' })), 500);
    assert.equal(statusOf(Object.assign(new Error('x'), { status: 404, expose: false })), 500);
  });

  test('of HTTP clients are not our answer', () => {
    const client = Object.assign(new Error('Request failed'), { status: 404, response: {} });
    assert.equal(statusOf(client), 500);
  });

  test('of Hono and NestJS keep any error status, but no message above 499', () => {
    assert.equal(toHttpError(new HTTPException(403, { message: 'no' })).message, 'no');
    const challenge = new Response(null, { headers: { 'www-authenticate': 'Basic', 'x-a': '1' } });
    assert.deepEqual(toHttpError(new HTTPException(401, { res: challenge })).headers, {
      'www-authenticate': 'Basic',
    });
    assert.equal(toHttpError(new NotFoundException('No such user')).message, 'No such user');
    const broken = toHttpError(new HttpException('db-1 is down', 503));
    assert.equal(broken.status, 503);
    assert.doesNotMatch(broken.message, /db-1/);
  });
});
