import { TrivetError } from '../base/errors.ts';

/** Commands that are promised but not built. Whoever builds one takes it out of here. */
export const commandsNotYet: ReadonlyMap<string, string> = new Map([
  ['audit', 'A hardening review of a URL, a specification or a project'],
  ['tune', 'The loop of measuring and fixing, on your own project'],
  ['demo', 'The loop on a shop API, with nothing to install'],
]);

/** Options of `scaffold` that are promised but not built. */
export const scaffoldOptionsNotYet: ReadonlyMap<string, string> = new Map([
  ['--from-db', 'Generating from a live database'],
  ['--generate-spec', 'Writing an OpenAPI document from route sources'],
]);

export function notYet(what: string): TrivetError {
  return new TrivetError('NOT_YET', `This version of trivet does not have ${what} yet.`, {
    hint: 'Run "trivet --help" for what it has, and see CHANGELOG.md for what is planned.',
  });
}
