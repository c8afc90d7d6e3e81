import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Answers with the id of each request (`X-Request-Id`), and logs each answer. */
export function addContext(app: FastifyInstance, logLevel: string): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    if (logLevel !== 'silent') logAnswer(request, reply);
    done();
  });
}

function logAnswer(request: FastifyRequest, { raw: response }: FastifyReply): void {
  const startMs = performance.now();
  response.once('close', () => {
    const durationMs = Math.round(performance.now() - startMs);
    const { method, originalUrl } = request;
    const [path] = originalUrl.split('?');
    const { statusCode: status, writableFinished: complete } = response;
    request.log.info({ method, path, status, durationMs, complete }, 'request');
  });
}
