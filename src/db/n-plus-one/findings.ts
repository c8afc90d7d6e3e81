import {
  type RepeatedQuery,
  scanForNPlusOne,
  type SourceText,
} from '../../source/n-plus-one/index.ts';
import type { AnalysisFinding } from '../analyze/analyze.ts';
import { findingOf, type Observation } from '../checks/check.ts';
import { nPlusOne } from '../checks/n-plus-one/check.ts';
import { suspicionObservation } from './observation.ts';
import type { SuspectedNPlusOne } from './watch.ts';

/** Queries of an application's source that run once per item of a list, and what could not be read of it, for people. */
export async function codeFindings(files: readonly SourceText[]): Promise<{
  readonly findings: readonly AnalysisFinding[];
  readonly notes: readonly string[];
}> {
  const { queries, notes } = await scanForNPlusOne(files);
  return {
    findings: queries.map((query) => {
      const observation = observationOf(query);
      const finding = { ...findingOf(nPlusOne, observation), place: query.place };
      return { check: nPlusOne, observation, finding };
    }),
    notes: notes.map(({ place, message }) => `${place.file}:${place.line}: ${message}`),
  };
}

/** What watching found. */
export function suspicionFinding(suspected: SuspectedNPlusOne): AnalysisFinding {
  const observation = suspicionObservation(suspected);
  return { check: nPlusOne, observation, finding: findingOf(nPlusOne, observation) };
}

/** Its line is no part of its key: it moves with every edit above it. */
function observationOf(query: RepeatedQuery): Observation {
  const { library, access, place, loop, through, parent, cure } = query;
  const where = `${place.file}:${place.line}:${place.column}`;
  const by = through.length === 0 ? '' : ` by way of ${through.join(', ')}`;
  return {
    subject: `${place.file} ${oneLine(query.query.text)}`,
    severity: access === 'read' ? 'warning' : 'info',
    title: `${where} ${access === 'read' ? 'asks' : 'writes'} once for each of ${oneLine(loop.over)}${by}, in code (${library}): ${oneLine(query.query.text)}`,
    fix: `${cure.advice.replace(/\.$/, '')}: ${oneLine(cure.code)}`.replace(/\.?$/, '.'),
    evidence: {
      library,
      code: oneLine(query.query.text),
      cure: cure.code,
      ...(parent === undefined ? {} : { parent: oneLine(parent.text) }),
    },
  };
}

const TEXT_MAX = 120;

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > TEXT_MAX ? `${line.slice(0, TEXT_MAX)}…` : line;
}
