/** A piece of a path template: text as it stands, or a variable. */
export type PathPart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string };

/** `/files/{path}.{ext}` → `/files/`, path, `.`, ext. */
export function pathParts(template: string): readonly PathPart[] {
  return template
    .split(/\{([^{}]*)\}/)
    .map((text, index): PathPart =>
      index % 2 === 0 ? { kind: 'literal', text } : { kind: 'variable', name: text },
    )
    .filter((part) => part.kind === 'variable' || part.text !== '');
}

/**
 * A literal as it stands in request lines: what clients encode, encoded. The characters are those of the path
 * percent-encode set of the URL standard; what is encoded already stays.
 */
export function wireText(literal: string): string {
  return literal
    .toWellFormed()
    .replaceAll(/[^\u0021-\u007E]|["<>^`{}]/gu, (character) => encodeURIComponent(character));
}
