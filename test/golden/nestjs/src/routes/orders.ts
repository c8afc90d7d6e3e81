/** orders: this file is yours. Generating again only appends operations that are new. */
import { Injectable } from '@nestjs/common';
import type { Answer, Call } from './handler.gen.ts';

@Injectable()
export class OrdersService {
  /** POST /orders — Order books */
  async placeOrder(call: Call<'placeOrder'>): Promise<Answer> {
    return call.notImplemented();
  }

  /** GET /orders/{id} — Look an order up */
  async getOrder(call: Call<'getOrder'>): Promise<Answer> {
    return call.notImplemented();
  }

  /** GET /orders/events — Watch orders come in */
  async watchOrders(call: Call<'watchOrders'>): Promise<Answer> {
    return call.notImplemented();
  }
}
