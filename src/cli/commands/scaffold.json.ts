import { findingJson } from '../../report/json.ts';
import type { ScaffoldRequest, ScaffoldResult } from '../../scaffold/scaffold-types.ts';

/** What `trivet scaffold --json` prints; `schemas/scaffold-1.json` describes it. */
export function scaffoldDocument(
  request: ScaffoldRequest,
  result: ScaffoldResult,
): Readonly<Record<string, unknown>> {
  return {
    schema: 'trivet.scaffold/1',
    source: request.source,
    framework: request.framework,
    dry_run: request.dryRun,
    root: result.root,
    routes_dir: result.routesDir,
    operations: result.operations.map(({ id, operationId, method, path, file }) => ({
      id,
      operation_id: operationId,
      method: method.toUpperCase(),
      path,
      file,
    })),
    files: result.files.map(({ path, kind, action, diff }) => ({
      path,
      kind,
      action,
      ...(diff === undefined ? {} : { diff }),
    })),
    removed: result.removed,
    findings: result.findings.map(findingJson),
  };
}
