import type { Node } from 'oxc-parser';
import type { Step } from './chain.ts';
import type { Cure, LibraryName } from './repeated-query.ts';

/**
 * What a value is to a library: `package` (what is imported), `class` (makes clients), `client` (takes queries),
 * `repository` and `model` (take queries on one table).
 */
export type Kind = 'package' | 'class' | 'client' | 'repository' | 'model';

export interface Role {
  readonly library: Library;
  readonly kind: Kind;
}

/** A query as a library has it. */
export interface QueryShape {
  readonly access: 'read' | 'write';
  /** Nothing is sent until somebody waits for it. */
  readonly isLazy: boolean;
  /** What is sent with it. */
  readonly values: readonly Node[];
  /** Such calls of the same moment are sent as one query. */
  readonly isJoined?: true;
}

/** How code looks that uses a library. Adding one is adding a file and its line in `libraries/index.ts`. */
export interface Library {
  readonly name: LibraryName;
  readonly packages: RegExp;
  /** What an import is, by the name that the package exports it with; also of types. */
  imported(name: string): Kind | undefined;
  /** What a step leads to: a member, a call, `new`. */
  advance(kind: Kind, step: Step): Kind | undefined;
  /** The query that these steps after a client, repository or model are. */
  query(kind: Kind, steps: readonly Step[]): QueryShape | undefined;
  /** The same where only a name tells what it begins with: shapes that no other library has. */
  guess(name: string, steps: readonly Step[]): QueryShape | undefined;
  /** Whether a part of a query takes a whole list, so that one query serves it. */
  isBatch(node: Node, query: Node): boolean;
  cure(call: RepeatedCall): Cure;
}

/** A query in a loop, for making a better one of it. */
export interface RepeatedCall {
  /** The query, as an expression. */
  readonly query: Node;
  readonly steps: readonly Step[];
  /** What depends on the item, within the query: `user.id`. */
  readonly reference: Node;
  /** Parents of `reference` up to the query. */
  readonly parents: readonly Node[];
  /** All values of `reference`, as code: `users.map((user) => user.id)`. */
  readonly list: string;
  readonly access: 'read' | 'write';
  /** Any text with the item in it, for all items: `users.map((user) => (…))`. */
  forAll(text: string): string;
  /** Whether the rows that are looped over came from a query of the same library. */
  readonly hasParent: boolean;
  textOf(node: Node): string;
  /** The query's text with parts of it exchanged. */
  rewrite(edits: readonly Edit[]): string;
}

/** Offsets are those of the file. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
