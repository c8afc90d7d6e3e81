import assert from 'node:assert/strict';

/** Fails unless all elements of a page end, in the right order, and nothing else in it looks like markup. */
export function assertWellFormed(page: string): void {
  const open: string[] = [];
  const body = page.replace('<!doctype html>', '').replace(/<style>[^<]*<\/style>/, '');
  const rest = body.replaceAll(
    /<(\/?)([a-z]\w*)((?:\s+[\w:-]+(?:="[^"<>]*")?)*)\s*(\/?)>/gi,
    (_tag, end: string, name: string, _attributes, closed: string) => {
      if (end !== '') assert.equal(open.pop(), name);
      else if (closed === '' && name !== 'meta') open.push(name);
      return '';
    },
  );
  assert.deepEqual(open, []);
  assert.doesNotMatch(rest, /[<>]/);
}
