import type { Candidate } from '../../../postgres/what-if/candidate.ts';
import type { RelationUse } from '../relation-use.ts';

/** A candidate as a rule thinks of it; what is common to all kinds is added to it afterwards. */
export type Shape = Pick<Candidate, 'method' | 'keys'> & Partial<Pick<Candidate, 'where'>>;

/** Which indexes might help a statement with a table. They need not help: the planner is asked. */
export type CandidateRule = (use: RelationUse) => readonly Shape[];
