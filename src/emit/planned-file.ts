/** A file that a plan wants to exist below the output root. Plans are plain data; `emit/tree.ts` carries them out. */
export interface PlannedFile {
  /** Relative to the root, with `/`: `src/routes/users.ts`. */
  readonly path: string;
  readonly text: string;
  /**
   * `generated`: trivet's, rewritten on every run unless the user edited it. `owned`: the user's from the moment it
   * exists, never touched again, except that `additions` are appended.
   */
  readonly kind: 'generated' | 'owned';
  /** For an owned file that exists already: what to append to it (see `Addition`). */
  readonly additions?: readonly Addition[];
}

/** A piece of code that an owned file must have: appended where no such name is exported (or is a member) yet. */
export interface Addition {
  /** Exported name, or member name where `inClass` is given. */
  readonly name: string;
  /** Name of the class whose member it is; absent for top-level exports. */
  readonly inClass?: string;
  /** The code, ending with a newline, indented for its place. */
  readonly text: string;
}
