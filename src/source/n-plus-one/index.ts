export { scanForNPlusOne, type ScanOptions } from './scan.ts';
export type { SourceText } from './project.ts';
export type * from './repeated-query.ts';
