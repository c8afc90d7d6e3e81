import type { LockMode } from '../../step.ts';
import type { Act } from './act.ts';

/** A lock that keeps others out until the transaction ends, by the statement that takes it. */
export interface HeldLock {
  readonly table: string;
  readonly mode: LockMode;
  /** `ADD COLUMN` */
  readonly by: string;
}

/** The strong lock on a table that an act takes: from SHARE on, where writing ends. */
export function lockOf(act: Act): HeldLock | undefined {
  switch (act.kind) {
    case 'add constraint': {
      const mode =
        act.constraint.type === 'foreign key' ? 'SHARE ROW EXCLUSIVE' : 'ACCESS EXCLUSIVE';
      return { table: act.table, mode, by: 'ADD CONSTRAINT' };
    }
    case 'create index':
      return act.concurrently ? undefined : { table: act.table, mode: 'SHARE', by: 'CREATE INDEX' };
    case 'lock table': {
      const isStrong = !/^(?:ACCESS SHARE|ROW|SHARE UPDATE)/.test(act.mode);
      return isStrong ? { table: act.table, mode: act.mode, by: 'LOCK TABLE' } : undefined;
    }
    case 'rename': {
      const isTable = act.what === 'table' || act.what === 'column';
      return isTable ? { table: act.name, mode: 'ACCESS EXCLUSIVE', by: 'RENAME' } : undefined;
    }
    case 'detach partition':
      return act.concurrently
        ? undefined
        : { table: act.table, mode: 'ACCESS EXCLUSIVE', by: 'DETACH PARTITION' };
    case 'alter table':
      return { table: act.table, mode: 'ACCESS EXCLUSIVE', by: act.what };
    default: {
      const by = exclusive[act.kind];
      return by !== undefined && 'table' in act
        ? { table: act.table, mode: 'ACCESS EXCLUSIVE', by }
        : undefined;
    }
  }
}

const exclusive: Readonly<Partial<Record<Act['kind'], string>>> = {
  'add column': 'ADD COLUMN',
  'alter type': 'ALTER COLUMN TYPE',
  'drop column': 'DROP COLUMN',
  'drop constraint': 'DROP CONSTRAINT',
  'drop not null': 'DROP NOT NULL',
  'set default': 'SET DEFAULT',
  'set expression': 'SET EXPRESSION',
  'set not null': 'SET NOT NULL',
  truncate: 'TRUNCATE',
};
