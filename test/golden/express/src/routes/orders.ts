/** orders: this file is yours. Generating again only appends operations that are new. */
import type { Handler } from './handler.gen.ts';

/** POST /orders — Order books */
export const placeOrder: Handler<'placeOrder'> = async (_req, res) => {
  return res.notImplemented();
};

/** GET /orders/{id} — Look an order up */
export const getOrder: Handler<'getOrder'> = async (_req, res) => {
  return res.notImplemented();
};

/** GET /orders/events — Watch orders come in */
export const watchOrders: Handler<'watchOrders'> = async (_req, res) => {
  return res.notImplemented();
};
