import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** Answers are data, and one page without scripts: browsers may do next to nothing with them. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(';');

export function addSecurityHeaders(app: FastifyInstance): void {
  // Helmet would put the policy together anew for each answer.
  app.register(helmet, { contentSecurityPolicy: false, xFrameOptions: { action: 'deny' } });
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('content-security-policy', contentSecurityPolicy);
    done();
  });
}
