/** books: this file is yours. Generating again only appends operations that are new. */
import type { Handler } from './handler.gen.ts';

/** GET /books — List books */
export const listBooks: Handler<'listBooks'> = async (ctx) => {
  return ctx.notImplemented();
};

/** POST /books — Put a book on the shelves */
export const addBook: Handler<'addBook'> = async (ctx) => {
  return ctx.notImplemented();
};

/** GET /books/{isbn} — Look a book up */
export const getBook: Handler<'getBook'> = async (ctx) => {
  return ctx.notImplemented();
};

/** DELETE /books/{isbn} — Take a book off the shelves */
export const removeBook: Handler<'removeBook'> = async (ctx) => {
  return ctx.notImplemented();
};

/** PUT /books/{isbn}/cover — Upload the picture of a cover */
export const uploadCover: Handler<'uploadCover'> = async (ctx) => {
  return ctx.notImplemented();
};
