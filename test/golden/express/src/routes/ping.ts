/** ping: this file is yours. Generating again only appends operations that are new. */
import type { Handler } from './handler.gen.ts';

/** GET /ping — Say hello */
export const ping: Handler<'ping'> = async (_req, res) => {
  return res.notImplemented();
};
