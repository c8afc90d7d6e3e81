/** books: this file is yours. Generating again only appends operations that are new. */
import { Injectable } from '@nestjs/common';
import type { Answer, Call } from './handler.gen.ts';

@Injectable()
export class BooksService {
  /** GET /books — List books */
  async listBooks(call: Call<'listBooks'>): Promise<Answer> {
    return call.notImplemented();
  }

  /** POST /books — Put a book on the shelves */
  async addBook(call: Call<'addBook'>): Promise<Answer> {
    return call.notImplemented();
  }

  /** GET /books/{isbn} — Look a book up */
  async getBook(call: Call<'getBook'>): Promise<Answer> {
    return call.notImplemented();
  }

  /** DELETE /books/{isbn} — Take a book off the shelves */
  async removeBook(call: Call<'removeBook'>): Promise<Answer> {
    return call.notImplemented();
  }

  /** PUT /books/{isbn}/cover — Upload the picture of a cover */
  async uploadCover(call: Call<'uploadCover'>): Promise<Answer> {
    return call.notImplemented();
  }
}
