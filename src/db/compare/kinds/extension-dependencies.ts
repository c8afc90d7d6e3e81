import { text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';
import { designation, targetOf } from './aspects.ts';

export const extensionDependencies: KindChanges = {
  kind: 'extension dependency',
  create: (dependency, context) => [
    {
      sql: `ALTER ${designation(targetOf(dependency, context.target), context)} DEPENDS ON EXTENSION ${text(dependency, 'extension')}`,
    },
  ],
  drop: (dependency, context) => [
    {
      sql: `ALTER ${designation(targetOf(dependency, context.source), context)} NO DEPENDS ON EXTENSION ${text(dependency, 'extension')}`,
    },
  ],
  change: () => undefined,
};
