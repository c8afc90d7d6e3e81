/** Values of a field in the head of a response as it arrived (status line and fields), in order; the case of names does not matter. */
export function fieldValues(head: string, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  const values: string[] = [];
  for (const line of head.split('\n')) {
    // Most lines are told apart by the place of the colon.
    if (line[wanted.length] !== ':' || line.slice(0, wanted.length).toLowerCase() !== wanted)
      continue;
    values.push(line.slice(wanted.length + 1).trim());
  }
  return values;
}
