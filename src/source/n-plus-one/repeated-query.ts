import type { Place } from '../../base/finding.ts';

export type LibraryName = 'drizzle' | 'prisma' | 'knex' | 'kysely' | 'typeorm' | 'sequelize' | 'pg';

/** A query that code runs once for each item of a list, where one query could serve all of them. */
export interface RepeatedQuery {
  readonly library: LibraryName;
  /** Writes are the lesser thing: they often have to be one by one. */
  readonly access: 'read' | 'write';
  /** What stands in the loop: the query, or the call of a function that runs it. */
  readonly place: Place;
  readonly loop: {
    readonly place: Place;
    /** The list, as it is written: `users`, `order.items`. */
    readonly over: string;
  };
  /** The call that runs, as it is written. */
  readonly query: SourceQuery;
  /** Functions on the way from the loop to the query, outermost first. */
  readonly through: readonly string[];
  /** The query whose rows the loop goes over, where that can be seen. */
  readonly parent?: SourceQuery;
  readonly cure: Cure;
}

export interface SourceQuery {
  readonly text: string;
  readonly place: Place;
}

/** What to do instead, in the words of the library. */
export interface Cure {
  /** One sentence in the imperative. */
  readonly advice: string;
  /** The call as it could be; a starting point, for people to read. */
  readonly code: string;
}

/** Why a file was not looked at. */
export interface SourceNote {
  readonly place: Place;
  readonly message: string;
}

export interface NPlusOneScan {
  /** By file and line. */
  readonly queries: readonly RepeatedQuery[];
  readonly notes: readonly SourceNote[];
}
