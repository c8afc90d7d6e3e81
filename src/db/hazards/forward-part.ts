import { sectionsOf } from '../sections.ts';

/** The part of a migration file that takes the database forward. */
export interface Forward {
  /** With the same lines as the file, empty where they are of the way back. */
  readonly text: string;
  /** Whether the file says that no tool puts a transaction around it. */
  readonly outsideTransactions: boolean;
  /** Whether it is made for `trivet db migrate`, which knows where to go on after a failure. */
  readonly resumable: boolean;
}

export function forwardPart(text: string): Forward {
  const { up, outsideTransactions } = sectionsOf(text);
  const [, mode] = ours.exec(text) ?? [];
  return {
    text: up,
    outsideTransactions: mode === 'parts' || mode === 'none' || outsideTransactions,
    resumable: mode !== undefined,
  };
}

const ours = /^--[ \t]*trivet:transaction[ \t]+(whole|parts|none)\b/m;
