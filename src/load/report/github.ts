import { annotationText, type Annotation } from '../../report/github.ts';
import type { LoadResult } from '../load-result.ts';
import { loadChecks, type LoadCheck } from './checks.ts';

/** Annotations of GitHub Actions, a line each, for what did not hold; empty where all did. */
export function loadGithub(result: LoadResult): string {
  return loadChecks(result)
    .filter(({ outcome }) => outcome !== 'passed')
    .map((check) => `${annotationText(annotationOf(check))}\n`)
    .join('');
}

function annotationOf({ kind, name, outcome, detail }: LoadCheck): Annotation {
  if (outcome === 'undecided') {
    return { level: 'warning', title: 'Load test: undecided', message: detail };
  }
  const annotations: Readonly<Record<LoadCheck['kind'], Omit<Annotation, 'level'>>> = {
    generator: { title: 'Load test: not valid', message: detail },
    threshold: { title: `Load test: ${name} failed`, message: detail },
    expectation: { title: `Load test: expectation ${name} failed`, message: detail },
    comparison: { title: 'Load test: slower', message: detail },
  };
  return { level: 'error', ...annotations[kind] };
}
