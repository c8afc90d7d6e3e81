import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';

/** Answers are data, and one page without scripts: browsers may do next to nothing with them. */
export function addSecurityHeaders(app: FastifyInstance): void {
  const fields = headerFields({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
  });
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(fields);
    done();
  });
}

/** Worked out once, since they are the same for every answer. */
function headerFields(options: Parameters<typeof helmet>[0]): Record<string, string> {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet(options)(request, response, () => {});
  const fields = Object.entries(response.getHeaders());
  return Object.fromEntries(fields.map(([name, value]) => [name, String(value)]));
}
