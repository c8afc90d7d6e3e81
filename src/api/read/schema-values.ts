import { isJsonArray, type JsonValue } from '../../base/json.ts';
import type { Reporter } from '../../openapi/check/reporter.ts';
import { joinPointer, type Pointer } from '../../openapi/upgrade/pointer-path.ts';

/**
 * Repairs an `enum` or `default` that contradicts the `type` beside it: YAML makes numbers of `[1, 2]` under
 * `type: string`. A schema that nothing satisfies, or a default that is invalid, is never what was meant.
 */
export function repairValues(
  draft: Record<string, JsonValue>,
  pointer: Pointer,
  report: Reporter,
): void {
  const { type, enum: values } = draft;
  if (typeof type !== 'string') return;
  if (isJsonArray(values)) repairEnum(draft, type, values, pointer, report);
  if (draft['default'] !== undefined) repairDefault(draft, type, pointer, report);
}

function repairEnum(
  draft: Record<string, JsonValue>,
  type: string,
  values: readonly JsonValue[],
  pointer: Pointer,
  report: Reporter,
): void {
  if (values.length === 0 || values.some((value) => hasType(value, type))) return;
  const converted = values.map((value) => convert(value, type));
  if (converted.includes(undefined)) return;
  draft['enum'] = converted.filter((value) => value !== undefined);
  report.warning(
    'schema-keyword',
    `no value of the enum has the type ${type}; they are read as if they had`,
    joinPointer(pointer, 'enum'),
    `Write the values as ${type}s.`,
  );
}

function repairDefault(
  draft: Record<string, JsonValue>,
  type: string,
  pointer: Pointer,
  report: Reporter,
): void {
  const value = draft['default'];
  if (value === undefined || hasType(value, type)) return;
  const converted = value === null ? undefined : convert(value, type);
  if (converted === undefined) delete draft['default'];
  else draft['default'] = converted;
  const reading =
    converted === undefined ? 'it is ignored' : `it is read as ${JSON.stringify(converted)}`;
  // `default: null` is how many documents say that there is none.
  const say = value === null ? report.info : report.warning;
  say(
    'schema-keyword',
    `the default ${JSON.stringify(value)} does not have the type ${type}; ${reading}`,
    joinPointer(pointer, 'default'),
    `Give the default the type ${type}.`,
  );
}

function hasType(value: JsonValue, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return isJsonArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !isJsonArray(value);
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

/** The value in the wanted type, where there is just one way to see it so. */
function convert(value: JsonValue, type: string): JsonValue | undefined {
  if (type === 'string') {
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
  }
  if (typeof value !== 'string') return undefined;
  if (type === 'boolean')
    return value === 'true' || value === 'false' ? value === 'true' : undefined;
  const isNumber = type === 'integer' ? /^-?\d{1,15}$/ : /^-?\d{1,15}(\.\d+)?$/;
  return (type === 'integer' || type === 'number') && isNumber.test(value)
    ? Number(value)
    : undefined;
}
