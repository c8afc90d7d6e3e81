/** books: this file is yours. Generating again only appends operations that are new. */
import type { Handler } from './handler.gen.ts';

/** GET /books — List books */
export const listBooks: Handler<'listBooks'> = async (_request, reply) => {
  return reply.notImplemented();
};

/** POST /books — Put a book on the shelves */
export const addBook: Handler<'addBook'> = async (_request, reply) => {
  return reply.notImplemented();
};

/** GET /books/{isbn} — Look a book up */
export const getBook: Handler<'getBook'> = async (_request, reply) => {
  return reply.notImplemented();
};

/** DELETE /books/{isbn} — Take a book off the shelves */
export const removeBook: Handler<'removeBook'> = async (_request, reply) => {
  return reply.notImplemented();
};

/** PUT /books/{isbn}/cover — Upload the picture of a cover */
export const uploadCover: Handler<'uploadCover'> = async (_request, reply) => {
  return reply.notImplemented();
};
