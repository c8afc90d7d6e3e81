/**
 * The one shape of everything trivet has to say about somebody's document, code, database or measurement. It lives in
 * `base` because every room makes findings and only `report` renders them.
 */
export type Severity = 'error' | 'warning' | 'info';

/** A place in a text. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** JSON pointer within the file, as a URI fragment: `#/paths/~1users/get`. */
  readonly pointer?: string;
}

export interface Finding {
  /** Stable id with a page of its own (`trivet explain <id>`): `dangling-ref`. */
  readonly id: string;
  readonly severity: Severity;
  /** One sentence: what is wrong, with the names involved. */
  readonly title: string;
  readonly place?: Place;
  /** What to do next, one sentence in the imperative. */
  readonly fix?: string;
  /** What was measured: named figures with their units in the names, `p99_ms: 423.2`. */
  readonly evidence?: Readonly<Record<string, number | string>>;
  /** Stable over runs and unrelated edits; identifies the finding in baselines. */
  readonly key: string;
}
