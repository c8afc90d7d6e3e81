/**
 * JSON Schema 2020-12, exactly, without generating code at run time. A schema becomes two closures: a test that
 * allocates nothing, and a report that runs only where the test failed. `format` is asserted only beside a `type` that
 * it applies to; elsewhere it is the annotation that 2020-12 makes it.
 */
import { combinedParts } from './combine.ts';
import type { Compiler, Node, Part } from './node.ts';
import { ANYTHING, NOTHING, joinParts } from './node.ts';
import { TOO_DEEP, referenceNode } from './reference.ts';
import { addIssue, startReport } from './report.ts';
import { beginRun, endRun, run } from './run.ts';
import { typedPart } from './typed.ts';

import { ANY_TYPE, admittedTypes, isObject } from './types.ts';
import { unevaluatedParts } from './unevaluated.ts';
import { valueParts } from './values.ts';
import type { Issue, Schema, Schemas } from '../spec.ts';

/** The issues of a value, at most 50; the same empty array whenever it is valid. `field` names the whole value. */
export type SchemaValidator = (value: unknown, field: string) => readonly Issue[];

const NO_ISSUES: readonly Issue[] = Object.freeze([]);

/** The validator of a schema; the same one each time it is asked for with the same schemas. */
export function compileSchema(schema: Schema, schemas: Schemas): SchemaValidator {
  const engine = engineOf(schemas);
  const known = isObject(schema) ? engine.validators.get(schema) : undefined;
  if (known !== undefined) return known;
  const node = engine.compiler.compileTarget(schema);
  const validator: SchemaValidator = (value, field) => {
    beginRun();
    const isAccepted = node.test(value);
    const issues = isAccepted && !run.tooDeep ? NO_ISSUES : explain(node, value, field);
    endRun();
    return issues;
  };
  if (isObject(schema)) engine.validators.set(schema, validator);
  return validator;
}

/** The verdict alone. */
export function isValid(schema: Schema, schemas: Schemas): (value: unknown) => boolean {
  const node = engineOf(schemas).compiler.compileTarget(schema);
  return (value) => {
    beginRun();
    const isAccepted = node.test(value);
    endRun();
    return isAccepted && !run.tooDeep;
  };
}

function explain(node: Node, value: unknown, field: string): readonly Issue[] {
  if (run.tooDeep) return [{ field, message: TOO_DEEP }];
  const report = startReport(field);
  node.report(value, report);
  if (report.issues.length === 0) addIssue(report, 'is not valid');
  return report.issues;
}

interface Engine {
  readonly compiler: Compiler;
  readonly validators: WeakMap<object, SchemaValidator>;
}

const engines = new WeakMap<Schemas, Engine>();

function engineOf(schemas: Schemas): Engine {
  const known = engines.get(schemas);
  if (known !== undefined) return known;
  const engine: Engine = { compiler: createCompiler(schemas), validators: new WeakMap() };
  engines.set(schemas, engine);
  return engine;
}

function createCompiler(schemas: Schemas): Compiler {
  const targets = new WeakMap<object, Node>();
  const compiler: Compiler = {
    schemas,
    level: 0,
    compile: (schema) => {
      compiler.level++;
      const node = compileNode(schema, compiler);
      compiler.level--;
      return node;
    },
    compileTarget: (schema) => {
      const known = isObject(schema) ? targets.get(schema) : undefined;
      if (known !== undefined) return known;
      const { level } = compiler;
      compiler.level = 0;
      const node = compileNode(schema, compiler);
      compiler.level = level;
      if (isObject(schema)) targets.set(schema, node);
      return node;
    },
  };
  return compiler;
}

function compileNode(schema: unknown, compiler: Compiler): Node {
  if (schema === false) return NOTHING;
  if (!isObject(schema)) return ANYTHING;
  const types = admittedTypes(schema);
  const typed = typedPart(schema, compiler);
  const isAsserted = types !== ANY_TYPE || !typed.isBare;
  const others = [
    ...valueParts(schema),
    ...(typeof schema['$ref'] === 'string' ? [referenceNode(schema['$ref'], compiler)] : []),
    ...combinedParts(schema, compiler),
  ];
  const unevaluated = joinParts(unevaluatedParts(schema, compiler));
  const asserted = joinParts(isAsserted ? [typed, ...others] : others);
  if (unevaluated !== undefined) return withUnevaluated(asserted ?? ANYTHING, unevaluated);
  if (asserted === undefined) return ANYTHING;
  return isAsserted && typed.isBare && others.length === 0
    ? { ...typed, onlyType: types }
    : asserted;
}

/** Properties and items count as evaluated only where the other keywords hold, so they are asked first. */
function withUnevaluated(asserted: Part<unknown>, unevaluated: Part<unknown>): Node {
  return {
    test: (value) => asserted.test(value) && unevaluated.test(value),
    report: (value, report) => {
      const before = report.issues.length;
      asserted.report(value, report);
      if (report.issues.length === before) unevaluated.report(value, report);
    },
  };
}
