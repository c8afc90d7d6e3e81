/** A file that holds both directions: each with the other blanked out, so that lines keep their numbers. */
export interface Sections {
  readonly up: string;
  readonly down: string | undefined;
  /** What follows the marker of the first section: `transaction:false`. */
  readonly options: string;
}

/** dbmate: `-- migrate:up` and `-- migrate:down`. `undefined` where the text has no such marker. */
export function dbmateSections(text: string): Sections | undefined {
  return split(text, /^--[ \t]*migrate:up\b(.*)$/m, /^--[ \t]*migrate:down\b.*$/m);
}

/** node-pg-migrate: `-- Up Migration` and `-- Down Migration`. */
export function nodePgMigrateSections(text: string): Sections | undefined {
  return split(text, /^[ \t]*--[ \t]*up migration(.*)$/im, /^[ \t]*--[ \t]*down migration.*$/im);
}

function split(text: string, upMarker: RegExp, downMarker: RegExp): Sections | undefined {
  const up = upMarker.exec(text);
  if (up === null) return undefined;
  const down = downMarker.exec(text);
  const upEnd = down === null || down.index < up.index ? text.length : down.index;
  const downEnd = down === null || down.index > up.index ? text.length : up.index;
  return {
    up: only(text, up.index, upEnd),
    down: down === null ? undefined : only(text, down.index, downEnd),
    options: (up[1] ?? '').trim(),
  };
}

function only(text: string, start: number, end: number): string {
  return text.slice(0, start).replace(/[^\n]/g, '') + text.slice(start, end);
}
