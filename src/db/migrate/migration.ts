import type { ScriptStatement } from '../../postgres/script/script-statement.ts';
import type { Deed } from '../deeds/deed.ts';

/** A migration as it was found, whichever tool it was written for. */
export interface MigrationFile {
  /** What the history calls it: the name of the file (or folder, with Prisma) without its ending. */
  readonly name: string;
  /** What orders it among others: the name, or the version where the tool goes by that. */
  readonly version: string;
  /** As the user wrote it. */
  readonly path: string;
  /** What applies it. Where one file holds both directions, the other is blanked out, so that lines keep their numbers. */
  readonly up: string;
  readonly down?: SqlText;
  /** The text of the whole file, over which other tools make their checksums. */
  readonly whole: string;
  /** Where the file says so in another tool's way. */
  readonly transaction?: TransactionMode;
  /** When it was made, in ms, where only that is what the tool's history knows (drizzle-kit). */
  readonly madeMs?: number;
}

export interface SqlText {
  readonly path: string;
  readonly text: string;
}

/** `whole`: one transaction. `parts`: those that are written out as `BEGIN; … COMMIT;`. `none`: statement by statement. */
export type TransactionMode = 'whole' | 'parts' | 'none';

/** A file of SQL in the units in which it is carried out. */
export interface Migration {
  readonly name: string;
  readonly path: string;
  /** Over the text with line ends normalised. */
  readonly checksum: string;
  readonly parts: readonly Part[];
  /** What cannot come back, as the file says of itself (`-- trivet:loses …`). */
  readonly loses: readonly string[];
}

/** What is done as one: a transaction, or a statement that cannot be in one. */
export interface Part {
  readonly transactional: boolean;
  /** How its transaction begins: `BEGIN`, or what the file says. */
  readonly begin: string;
  readonly statements: readonly MigrationStatement[];
  readonly checksum: string;
}

export interface MigrationStatement extends ScriptStatement {
  readonly deed: Deed;
}
