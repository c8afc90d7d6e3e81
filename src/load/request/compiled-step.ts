import type { PlannedRequest, Session } from './source.ts';
import type { TemplateContext } from './template-context.ts';

/** A step ready to be sent. */
export interface CompiledStep {
  /** Names of the variables that it needs, each once. */
  readonly variables: readonly string[];
  /** Where every request is the same one: that one. */
  readonly constant: PlannedRequest | undefined;
  plan(context: TemplateContext, session: Session): PlannedRequest;
}
