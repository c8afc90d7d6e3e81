import type { Script } from '../../../postgres/script/script.ts';
import { scriptError } from '../../../postgres/script/script-error.ts';
import type { TransactionMode } from '../migration.ts';

/** What the comments before the first statement say to trivet. */
export interface Header {
  readonly transaction: TransactionMode | undefined;
  readonly loses: readonly string[];
}

/** Reads `-- trivet:transaction whole|parts|none` and `-- trivet:loses WHAT`. `end` is where the first statement begins. */
export function readHeader(script: Script, end: number): Header {
  const head = script.text.slice(0, end);
  const found = /^--[ \t]*trivet:transaction[ \t]+(\S*)/m.exec(head);
  const mode = modes.find((each) => each === found?.[1]);
  if (found !== null && mode === undefined) {
    throw scriptError(
      script,
      found.index,
      `"${found[1]}" is no way to run a migration`,
      'Write -- trivet:transaction whole, parts or none.',
    );
  }
  const loses = [...head.matchAll(/^--[ \t]*trivet:loses[ \t]+(.*)$/gm)];
  return { transaction: mode, loses: loses.map(([, what = '']) => what.trim()) };
}

const modes: readonly TransactionMode[] = ['whole', 'parts', 'none'];
