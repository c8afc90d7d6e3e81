import type { RenameCandidate } from '../../db/compare/rename-candidates.ts';

/** `Is column users.name renamed to users.full_name?` */
export function renameQuestion(candidate: RenameCandidate): string {
  const { old, now } = namesOf(candidate);
  return `Is ${candidate.kind} ${old} renamed to ${now}?`;
}

/** What to add to the command line where the answer is yes. */
export function renameHint(candidate: RenameCandidate): string {
  const { old, now } = namesOf(candidate);
  return `note: if ${candidate.kind} ${old} is only called ${now} now, --rename ${shellWord(`${old}=${now}`)} keeps its values.`;
}

/** Both as `--rename` takes them: what is in `public` needs no schema. */
function namesOf({ from, to }: RenameCandidate): { readonly old: string; readonly now: string } {
  const old = from.replace(/^public\./, '');
  const [whole = ''] = /^(?:(?:"(?:[^"]|"")*"|[^."]+)\.)*/.exec(old) ?? [];
  return { old, now: `${whole}${to}` };
}

function shellWord(text: string): string {
  return /^[\w.=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
