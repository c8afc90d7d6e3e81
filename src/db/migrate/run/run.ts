import type { Crew } from './crew.ts';
import type { MigrateIo, Resume, RunSettings } from './settings.ts';

export interface Run {
  readonly io: MigrateIo;
  readonly settings: RunSettings;
  readonly crew: Crew;
  /** Taken from `settings.resume` by the statement that it is about: it says nothing of another one. */
  readonly decision: { resume: Resume | undefined };
}
