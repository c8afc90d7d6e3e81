import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TrivetError } from '../base/errors.ts';
import type { Finding } from '../base/finding.ts';
import { inReadingOrder } from '../base/finding-order.ts';
import type { PlannedFile } from '../emit/planned-file.ts';
import { planTree, writeTree } from '../emit/tree.ts';
import type { OpenApiBundle } from '../openapi/index.ts';
import { readOpenApi, specError } from '../openapi/index.ts';
import type { ApiModel } from '../api/model.ts';
import { coverageFindings } from './coverage.ts';
import { groupOperations } from './groups.ts';
import { type Layout, layoutOf } from './layout.ts';
import { planFiles, planUpkeep } from './plan.ts';
import { readApiModel } from '../api/read/index.ts';
import { mockOf } from './mock.ts';
import { withinStack } from '../api/read/within-stack.ts';
import { patient } from '../api/sample/patience.ts';
import { selectOperations } from '../api/select.ts';
import type { ScaffoldIo, ScaffoldRequest, ScaffoldResult } from './scaffold-types.ts';
import { loadTarget } from './targets/index.ts';
import type { Target, TargetInput } from './targets/target.ts';

export type * from './scaffold-types.ts';
export type * from '../api/model.ts';

/**
 * OpenAPI document → server: reads, checks, plans every file, and writes them unless it is a dry run.
 *
 * Throws `TrivetError`: `SPEC_INVALID` with all findings when the document has errors (nothing is written then),
 * `SPEC_STRICT` when `strict` is set and something cannot be generated faithfully, `OUTPUT_EDITED` when a generated file
 * was edited by hand, and what reading and writing can throw.
 */
export async function scaffold(request: ScaffoldRequest, io: ScaffoldIo): Promise<ScaffoldResult> {
  io.progress(`reading ${request.source}`);
  const bundle = await readOpenApi(request.source, { ...io, allowRemote: request.allowRemote });
  return withinStack(bundle, () => generate(bundle, request, io));
}

async function generate(
  bundle: OpenApiBundle,
  request: ScaffoldRequest,
  io: ScaffoldIo,
): Promise<ScaffoldResult> {
  const { model, findings } = readModel(bundle, request);
  const target = await loadTarget(request.framework);
  const layout = layoutOf(request.output, io.cwd);
  const input = targetInput(model, layout, request);
  io.progress(`writing ${model.operations.length} operations for ${target.title}`);
  const files = wantedFiles(target, input, layout, request);
  const plan = await planTree(files, layout.root, {
    source: sourceName(request.source),
    force: request.force,
    diffs: request.dryRun,
  });
  if (!request.dryRun) await writeTree(plan, { signal: io.signal });
  return {
    operations: input.groups.flatMap((group) =>
      group.operations.map(({ id, operationId, method, path }) => ({
        id,
        operationId,
        method,
        path: model.basePath + path,
        file: `${layout.sourceDir}routes/${group.file}.ts`,
      })),
    ),
    files: plan.files.map(({ path, kind, action, diff }) => ({
      path,
      kind,
      action,
      ...(diff !== undefined && { diff }),
    })),
    findings: [...findings, ...plan.findings],
    removed: plan.removed,
    root: layout.root,
    routesDir: layout.routesDir,
  };
}

function readModel(
  bundle: OpenApiBundle,
  request: ScaffoldRequest,
): { readonly model: ApiModel; readonly findings: readonly Finding[] } {
  const { model, findings: said } = readApiModel(bundle);
  const findings = inReadingOrder([...bundle.findings, ...said]);
  const refusal = specError(findings);
  if (refusal !== undefined) throw refusal;
  const selected = selectOperations(model, request.include, request.exclude);
  const all = [...findings, ...coverageFindings(selected, bundle)];
  if (request.strict) refuseUnfaithful(all, request);
  return { model: selected, findings: all };
}

function refuseUnfaithful(findings: readonly Finding[], { source }: ScaffoldRequest): void {
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  if (warnings.length === 0) return;
  throw new TrivetError(
    'SPEC_STRICT',
    `${source} has ${count(warnings.length, 'feature')} that cannot be generated faithfully`,
    { hint: 'Change the document at the places named, or run without --strict.', findings },
  );
}

function targetInput(model: ApiModel, layout: Layout, request: ScaffoldRequest): TargetInput {
  return {
    model,
    groups: groupOperations(model.operations),
    sourceDir: layout.sourceDir,
    packageName: packageName(model.title),
    mock: request.mock,
    mockOf: patient((operation) => mockOf(operation, model)),
  };
}

/** A folder that is a package already gets routes only, and what an earlier run of ours left there is kept up. */
function wantedFiles(
  target: Target,
  input: TargetInput,
  layout: Layout,
  { typesOnly }: ScaffoldRequest,
): readonly PlannedFile[] {
  if (typesOnly) return planFiles(target, input, 'types');
  const exists = (path: string): boolean => existsSync(join(layout.root, path));
  if (!exists('package.json')) return planFiles(target, input, 'application');
  const upkeep = planUpkeep(input).filter(({ path }) => exists(path));
  return [...planFiles(target, input, 'routes'), ...upkeep];
}

/** Named in the header of generated files: without folders, so that the same document gives the same bytes anywhere. */
function sourceName(source: string): string {
  if (source === '-') return 'standard input';
  const path = URL.canParse(source) ? new URL(source).pathname : source;
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? source;
}

/** npm allows lower-case ASCII letters, digits and hyphens, 214 characters. */
function packageName(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join('-').slice(0, 100).replace(/-$/, '') || 'api';
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
