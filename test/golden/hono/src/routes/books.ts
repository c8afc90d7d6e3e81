/** books: this file is yours. Generating again only appends operations that are new. */
import type { Handler } from './handler.gen.ts';

/** GET /books — List books */
export const listBooks: Handler<'listBooks'> = async (c) => {
  return c.notImplemented();
};

/** POST /books — Put a book on the shelves */
export const addBook: Handler<'addBook'> = async (c) => {
  return c.notImplemented();
};

/** GET /books/{isbn} — Look a book up */
export const getBook: Handler<'getBook'> = async (c) => {
  return c.notImplemented();
};

/** DELETE /books/{isbn} — Take a book off the shelves */
export const removeBook: Handler<'removeBook'> = async (c) => {
  return c.notImplemented();
};

/** PUT /books/{isbn}/cover — Upload the picture of a cover */
export const uploadCover: Handler<'uploadCover'> = async (c) => {
  return c.notImplemented();
};
