/** A TypeScript type as data, as far as emitters need it; `type-text.ts` writes it down. */
export type TypeNode =
  | KeywordType
  | ReferenceType
  | ArrayType
  | TupleType
  | UnionType
  | IntersectionType
  | ObjectType;

/** `string`, `null`, `'literal'`, `42`: whatever is one word. */
export interface KeywordType {
  readonly kind: 'keyword';
  readonly text: string;
}

/** `User`, or `Items<User>`. */
export interface ReferenceType {
  readonly kind: 'reference';
  readonly name: string;
  readonly argument?: TypeNode;
}

export interface ArrayType {
  readonly kind: 'array';
  readonly of: TypeNode;
}

export interface TupleType {
  readonly kind: 'tuple';
  readonly items: readonly TypeNode[];
  /** So many of the last items may be absent. */
  readonly optionalCount: number;
  /** What may follow the items, any number of times. */
  readonly rest?: TypeNode;
}

/** Two or more members, none of them a union. */
export interface UnionType {
  readonly kind: 'union';
  readonly of: readonly TypeNode[];
}

/** Two or more members, none of them an intersection. */
export interface IntersectionType {
  readonly kind: 'intersection';
  readonly of: readonly TypeNode[];
}

export interface ObjectType {
  readonly kind: 'object';
  readonly members: readonly TypeMember[];
}

export interface TypeMember {
  /** As it is written: `name`, `'x-rate'?`, `[key: string]`. */
  readonly key: string;
  readonly type: TypeNode;
  /** Text of its documentation comment. */
  readonly doc?: string;
  /** This very object is a member of many types: its text is worth remembering. */
  readonly isShared?: true;
}
