/** Lines of context around a change. */
const contextLines = 3;
/** Edits after which the rest counts as replaced: a diff that long is not read, and its search is quadratic. */
const maxEdits = 1_000;

/**
 * Unified diff of two texts, with three lines of context; empty where they are the same. `before` is `undefined` for a
 * file that does not exist yet.
 */
export function renderDiff(path: string, before: string | undefined, after: string): string {
  const old = linesOf(before ?? '');
  const now = linesOf(after);
  const hunks = hunksOf(changesOf(old, now));
  if (hunks.length === 0 && before !== undefined) return '';
  const head = `--- ${before === undefined ? '/dev/null' : `a/${path}`}\n+++ b/${path}\n`;
  return head + hunks.map((hunk) => hunkText(hunk, old, now)).join('');
}

/** Lines with their line ends, so that a missing last newline is a difference. */
function linesOf(text: string): readonly string[] {
  const lines: string[] = [];
  for (let start = 0; start < text.length; start += lines.at(-1)?.length ?? 0) {
    const newline = text.indexOf('\n', start);
    lines.push(newline === -1 ? text.slice(start) : text.slice(start, newline + 1));
  }
  return lines;
}

/** Lines `[oldStart, oldEnd)` became `[nowStart, nowEnd)`. */
interface Change {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly nowStart: number;
  readonly nowEnd: number;
}

function changesOf(old: readonly string[], now: readonly string[]): readonly Change[] {
  let start = 0;
  const shorter = Math.min(old.length, now.length);
  while (start < shorter && old[start] === now[start]) start++;
  let oldEnd = old.length;
  let nowEnd = now.length;
  while (oldEnd > start && nowEnd > start && old[oldEnd - 1] === now[nowEnd - 1]) {
    oldEnd--;
    nowEnd--;
  }
  if (start === oldEnd && start === nowEnd) return [];
  const kept = keptLines(old.slice(start, oldEnd), now.slice(start, nowEnd));
  const changes: Change[] = [];
  let [oldAt, nowAt] = [start, start];
  for (const [oldLine, nowLine] of [...kept, [oldEnd - start, nowEnd - start] as const]) {
    const change = {
      oldStart: oldAt,
      oldEnd: start + oldLine,
      nowStart: nowAt,
      nowEnd: start + nowLine,
    };
    if (change.oldStart < change.oldEnd || change.nowStart < change.nowEnd) changes.push(change);
    oldAt = start + oldLine + 1;
    nowAt = start + nowLine + 1;
  }
  return changes;
}

type LinePair = readonly [old: number, now: number];

/** Longest common subsequence by Myers' greedy search (E. Myers, An O(ND) Difference Algorithm, 1986). */
function keptLines(old: readonly string[], now: readonly string[]): readonly LinePair[] {
  const limit = Math.min(old.length + now.length, maxEdits);
  const furthest = new Int32Array(2 * limit + 3);
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= limit; edits++) {
    trace.push(furthest.slice(limit - edits, limit + edits + 3));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = stepFrom(furthest, limit + 1 + diagonal, diagonal, edits);
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x++;
      furthest[limit + 1 + diagonal] = x;
      if (x >= old.length && x - diagonal >= now.length) {
        return backtrack(trace, old.length, now.length);
      }
    }
  }
  return [];
}

/** Where the path to a diagonal with one more edit comes out: down from the diagonal above, or right from below. */
function stepFrom(furthest: Int32Array, at: number, diagonal: number, edits: number): number {
  const below = furthest[at - 1] ?? 0;
  const above = furthest[at + 1] ?? 0;
  return diagonal === -edits || (diagonal !== edits && below < above) ? above : below + 1;
}

function backtrack(
  trace: readonly Int32Array[],
  oldLength: number,
  nowLength: number,
): readonly LinePair[] {
  const pairs: LinePair[] = [];
  let [x, y] = [oldLength, nowLength];
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const furthest = trace[edits] ?? new Int32Array();
    const diagonal = x - y;
    const at = diagonal + edits + 1;
    const start = edits === 0 ? 0 : stepFrom(furthest, at, diagonal, edits);
    while (x > start && y > start - diagonal) pairs.push([--x, --y]);
    const fromAbove =
      diagonal === -edits ||
      (diagonal !== edits && (furthest[at - 1] ?? 0) < (furthest[at + 1] ?? 0));
    if (fromAbove) y--;
    else x--;
  }
  return pairs.toReversed();
}

/** Changes so near to each other that they share context. */
function hunksOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const hunks: Change[][] = [];
  let last: Change | undefined;
  for (const change of changes) {
    const isNear = last !== undefined && change.oldStart - last.oldEnd <= 2 * contextLines;
    if (isNear) hunks.at(-1)?.push(change);
    else hunks.push([change]);
    last = change;
  }
  return hunks;
}

function hunkText(
  changes: readonly Change[],
  old: readonly string[],
  now: readonly string[],
): string {
  const [first] = changes;
  const last = changes.at(-1);
  if (first === undefined || last === undefined) return '';
  const lead = Math.min(contextLines, first.oldStart);
  const trail = Math.min(contextLines, old.length - last.oldEnd);
  const parts: string[] = [];
  let at = first.oldStart - lead;
  for (const change of changes) {
    parts.push(marked(' ', old.slice(at, change.oldStart)));
    parts.push(marked('-', old.slice(change.oldStart, change.oldEnd)));
    parts.push(marked('+', now.slice(change.nowStart, change.nowEnd)));
    at = change.oldEnd;
  }
  parts.push(marked(' ', old.slice(at, last.oldEnd + trail)));
  const oldRange = range(first.oldStart - lead, last.oldEnd + trail);
  const nowRange = range(first.nowStart - lead, last.nowEnd + trail);
  return `@@ -${oldRange} +${nowRange} @@\n${parts.join('')}`;
}

/** `start,count`, counted from 1; an empty range names the line before it. */
function range(start: number, end: number): string {
  const count = end - start;
  if (count === 1) return String(start + 1);
  return `${count === 0 ? start : start + 1},${count}`;
}

function marked(mark: string, lines: readonly string[]): string {
  return lines
    .map((line) => (line.endsWith('\n') ? mark + line : `${mark}${line}\n${noNewline}`))
    .join('');
}

const noNewline = '\\ No newline at end of file\n';
