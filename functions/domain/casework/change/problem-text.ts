/** What a member is told of a refusal, on a page and as JSON; `code` is stable and meant for programs. */
export type ProblemText = {
  readonly is: 'invalid' | 'conflict' | 'missing' | 'forbidden';
  readonly code: string;
  readonly detail: string;
  /** The field it is about, as a JSON Pointer (RFC 6901), and what is wrong with it. */
  readonly at?: { readonly pointer: string; readonly detail: string };
  /** Further members of the JSON problem (RFC 9457). */
  readonly more?: Readonly<Record<string, unknown>>;
};

export type Refused = { readonly kind: string };

/** A text for each refusal of an operation. */
export type ProblemsOf<Refusal extends Refused> = {
  readonly [Kind in Refusal['kind']]:
    ProblemText | ((refusal: Extract<Refusal, { readonly kind: Kind }>) => ProblemText);
};

/** The text of a refusal. */
export const problemText = <Refusal extends Refused>(
  problems: ProblemsOf<Refusal>,
  refusal: Refusal,
): ProblemText => {
  // A refusal's kind is a key of the texts by their type; which of them it is, the compiler cannot follow.
  const text = problems[refusal.kind as Refusal['kind']] as ProblemText | ((one: Refusal) => ProblemText);
  return typeof text === 'function' ? text(refusal) : text;
};
