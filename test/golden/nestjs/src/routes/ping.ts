/** ping: this file is yours. Generating again only appends operations that are new. */
import { Injectable } from '@nestjs/common';
import type { Answer, Call } from './handler.gen.ts';

@Injectable()
export class PingService {
  /** GET /ping — Say hello */
  async ping(call: Call<'ping'>): Promise<Answer> {
    return call.notImplemented();
  }
}
