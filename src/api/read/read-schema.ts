import type { Pointer } from '../../openapi/upgrade/pointer-path.ts';
import type { Schema } from '../model.ts';

/** A schema with a name, before directions are told apart. */
export interface ReadSchema {
  readonly name: string;
  readonly schema: Schema;
  /** In the upgraded document. */
  readonly pointer: Pointer;
}
