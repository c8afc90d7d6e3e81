import {
  isJsonArray,
  isJsonObject,
  setOwn,
  type JsonObject,
  type JsonValue,
} from '../../base/json.ts';
import type { Reporter } from '../../openapi/check/reporter.ts';
import { joinPointer, pointerKeys, type Pointer } from '../../openapi/upgrade/pointer-path.ts';
import type { DraftDiscriminator } from './discriminator-values.ts';
import type { TargetName } from './schema-targets.ts';

/**
 * A discriminator whose `mapping` leads to names of schemas. Branches of the `oneOf` or `anyOf` that the document does not
 * map are mapped by the last key of their reference, as OpenAPI has it (`#/components/schemas/Dog` → `Dog`).
 */
export function readDiscriminator(
  schema: JsonObject,
  pointer: Pointer,
  targetName: TargetName,
  report: Reporter,
): DraftDiscriminator | undefined {
  const { discriminator } = schema;
  if (discriminator === undefined) return undefined;
  const propertyName = isJsonObject(discriminator) ? discriminator['propertyName'] : undefined;
  const at = joinPointer(pointer, 'discriminator');
  if (!isJsonObject(discriminator) || typeof propertyName !== 'string') {
    report.warning(
      'discriminator-mapping',
      'a discriminator needs a propertyName; it is ignored',
      at,
      'Name the property that tells the schemas apart.',
    );
    return undefined;
  }
  const mapping: Record<string, string> = {};
  for (const [value, target] of mappingOf(discriminator)) {
    const name = typeof target === 'string' ? mappedName(target, at, targetName) : undefined;
    if (name !== undefined) setOwn(mapping, value, name);
    else {
      report.warning(
        'discriminator-mapping',
        `the discriminator maps ${value} to ${JSON.stringify(target)}, which is no schema`,
        joinPointer(joinPointer(at, 'mapping'), value),
        'Map it to the name of a schema or to a reference.',
      );
    }
  }
  mapBranches(mapping, schema, pointer, targetName);
  return { propertyName, mapping };
}

function mappingOf(discriminator: JsonObject): readonly (readonly [string, JsonValue])[] {
  return isJsonObject(discriminator['mapping']) ? Object.entries(discriminator['mapping']) : [];
}

/** A target may be the name of a component or a reference. */
function mappedName(target: string, from: Pointer, targetName: TargetName): string | undefined {
  const isName = !target.includes('#') && !target.includes('/');
  const asComponent = isName ? joinPointer('#/components/schemas', target) : target;
  return targetName(asComponent, from) ?? (isName ? targetName(target, from) : undefined);
}

function mapBranches(
  mapping: Record<string, string>,
  schema: JsonObject,
  pointer: Pointer,
  targetName: TargetName,
): void {
  const mapped = new Set(Object.values(mapping));
  for (const keyword of ['oneOf', 'anyOf']) {
    const branches = schema[keyword];
    if (!isJsonArray(branches)) continue;
    for (const [i, branch] of branches.entries()) {
      const ref = isJsonObject(branch) ? branch['$ref'] : undefined;
      if (typeof ref !== 'string') continue;
      const name = targetName(ref, joinPointer(joinPointer(pointer, keyword), i));
      const key = pointerKeys(ref).at(-1);
      if (name === undefined || key === undefined || mapped.has(name)) continue;
      if (!Object.hasOwn(mapping, key)) setOwn(mapping, key, name);
    }
  }
}
