/** What is going on while migrations run, as it happens. */
export type MigrateEvent =
  | {
      readonly kind: 'started';
      readonly name: string;
      readonly direction: 'up' | 'down';
      readonly parts: number;
    }
  | {
      readonly kind: 'part';
      readonly name: string;
      readonly part: number;
      readonly parts: number;
      readonly sql: string;
    }
  | {
      readonly kind: 'finished';
      readonly name: string;
      readonly direction: 'up' | 'down';
      readonly elapsedMs: number;
    }
  /** Another run of migrations is at work. */
  | { readonly kind: 'other-run'; readonly holder: string; readonly waitedMs: number }
  /** A statement is at work: waiting for others, or getting on. */
  | {
      readonly kind: 'running';
      readonly elapsedMs: number;
      readonly blockers: readonly string[];
      readonly progress: string;
    }
  | {
      readonly kind: 'lock-retry';
      readonly attempt: number;
      readonly waitedMs: number;
      readonly blockers: readonly string[];
    }
  | { readonly kind: 'waiting-for-calm'; readonly reason: string }
  | { readonly kind: 'reconnecting'; readonly reason: string }
  | { readonly kind: 'note'; readonly text: string };
