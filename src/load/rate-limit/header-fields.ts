/**
 * The fields of a head by name in lower case; those that come several times are joined by commas (RFC 9110, section
 * 5.3). The status line and what else is no field is left out.
 */
export function readHeaderFields(head: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of head.split(/\r?\n/)) {
    const [, name = '', value = ''] = field.exec(line) ?? [];
    if (name === '') continue;
    const key = name.toLowerCase();
    const known = fields.get(key);
    fields.set(key, known === undefined ? value.trim() : `${known}, ${value.trim()}`);
  }
  return fields;
}

const field = /^([!#$%&'*+.^_`|~\w-]+):(.*)$/;
