export type { OpenApiBundle } from './bundle.ts';
export { finding, openApiFindingIds } from './findings.ts';
export type { OpenApiFindingId } from './findings.ts';
export { formatPointer, parsePointer, valueAt } from './pointer.ts';
export type { Tokens } from './pointer.ts';
export { readOpenApi, specError } from './read.ts';
export type { ReadOptions } from './read.ts';
export type { OpenApiVersion } from './version.ts';
