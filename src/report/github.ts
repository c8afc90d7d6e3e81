import type { Place } from '../base/finding.ts';

/** A note beside a run or a pull request; with a place, beside the line itself. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly place?: Place | undefined;
}

/**
 * A workflow command that GitHub Actions turns into an annotation when it is printed on a line of its own:
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function annotationText({ level, title, message, place }: Annotation): string {
  const where =
    place === undefined
      ? ''
      : `file=${propertyText(place.file)},line=${place.line},col=${place.column},`;
  return `::${level} ${where}title=${propertyText(title)}::${messageText(message)}`;
}

/** The runner decodes these and no others: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function messageText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function propertyText(text: string): string {
  return messageText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
