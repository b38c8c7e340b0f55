import * as z from 'zod';
import type { PermissionRow } from '../../authorization/permissions.ts';
import type { CaseContext } from './case-edit.ts';
import type { EventWords } from '../../thread/event-facts.ts';
import { isCommitted, isSent, type ChangeResult } from './change-case.ts';
import { isNotPermitted, type NotPermitted } from './permission-of.ts';
import { problemText, type ProblemsOf, type ProblemText, type Refused } from './problem-text.ts';
import { TooMuchAtOnce, tooMuchAtOnce } from './too-much-at-once.ts';

/** What the detail of a line of the audit log is: a name, or the word of something that has a name. */
export type AuditDetail =
  'as-it-is' | 'state' | 'identity-part' | 'deadline' | 'task' | 'member' | 'channels';

/** A field of a form. What is left empty is left out of the input. */
export type FormField = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
} & (
  | { readonly as: 'line' }
  | { readonly as: 'lines'; readonly rows: number }
  /** A day, as `2026-03-10`, or the end of that day as a time. */
  | { readonly as: 'day' | 'end-of-day' }
  | { readonly as: 'choice'; readonly from: FormChoices; readonly none?: string }
  /** A record of the case, by its number. */
  | { readonly as: 'record'; readonly from: RecordChoices; readonly none?: string }
  /** The record at which the form stands: there is one form at each to which it applies. */
  | { readonly as: 'this-record' }
  /** One of a few words, and what each is called. */
  | { readonly as: 'one-of'; readonly options: readonly (readonly [value: string, label: string])[] }
);

/** What a field offers to choose from; where there is nothing, the form is not shown. */
export type FormChoices =
  | 'deadlines'
  | 'members'
  | 'other-members'
  | 'grantable'
  | 'recused'
  | 'set-aside'
  | 'other-channels'
  | 'restriction-types'
  | 'places'
  /** Who may decide the appeal at which the form stands. */
  | 'appeal-deciders';

/** Records that a field offers to choose from; where there is none, the form is not shown. */
export type RecordChoices =
  | 'respondents'
  | 'decisions'
  | 'letters-to-announce'
  | 'decisions-in-force'
  | 'bans'
  | 'unasked-bans'
  | 'asked-bans'
  | 'returns-to-agree'
  | 'returns-due'
  | 'holds'
  | 'permanent-bans'
  | 'waiting-entries'
  | 'listed-entries';

/** The pages of a case that have forms. */
export const casePageNames = ['case', 'people', 'investigation', 'decision', 'measures', 'appeal'] as const;
export type CasePageName = (typeof casePageNames)[number];

/** A form on a page of a case. */
export type OperationForm = {
  /** Field ids begin with it. */
  readonly name: string;
  /** The page it stands on; the case's own unless said. */
  readonly page?: CasePageName;
  /** A part of the page. */
  readonly panel: string;
  readonly summary: string;
  readonly text?: string;
  readonly fields: readonly FormField[];
  readonly button: string;
};

/** What the page says once it was done: a name for the address, the sentence, and where to go on. */
export type OperationNews = {
  readonly did: string;
  readonly says: string;
  readonly at?: string;
  /** The page on which the member goes on; that of the form unless said. */
  readonly page?: CasePageName;
};

/** An operation was done; `answer` is what the JSON gives. */
export type Done<Answer> = {
  readonly kind: 'done';
  readonly answer: Answer;
  /** It was so already, and nothing was written. */
  readonly before?: true;
  /** The case does not exist for the member any more. */
  readonly gone?: true;
};

/** How it is asked for, refused, written down and told, for everything that has to do with it. */
type Described<Refusal extends Refused> = {
  readonly name: string;
  /** Below `/api/cases/{id}`, and below `/cases/{id}` for a form. */
  readonly path: string;
  /** What OpenAPI says it does. */
  readonly summary: string;
  /** By the actions it writes into the audit log: what is read there, and what the detail is. */
  readonly audit: Readonly<Record<string, { readonly says: string; readonly detail?: AuditDetail }>>;
  readonly problems: ProblemsOf<Refusal>;
  /** Whether `Idempotency-Key` makes sending twice one. */
  readonly idempotent?: true;
  readonly status?: 200 | 201;
  /** What OpenAPI says it gives. */
  readonly gives: string;
  /** By the events it writes into the reporter's thread: what the team reads there. The reporter's words stand in the catalogues. */
  readonly events?: Readonly<Record<string, EventWords>>;
};

/** What of a request stands beside its body. */
export type OperationRequest = {
  /** Makes sending the same twice one: of the input once it was checked, which bounds it. */
  readonly sentKeyFor?: ((input: string) => string | undefined) | undefined;
  /** The part of the case that the address names, such as the number of a task. */
  readonly part?: string | undefined;
};

/** An operation with a way of its own to be asked for: what of it is said in one place. */
export type OtherOperation = Pick<CaseOperation, 'name' | 'permission' | 'audit' | 'events'>;

type Parts<Input, Answer, Refusal extends Refused> = Described<Refusal> & {
  readonly permission: PermissionRow;
  /** In its place, by name, where it depends on the case or the input which of them is asked. */
  readonly permissions?: Readonly<Record<string, PermissionRow>>;
  readonly input: z.ZodType<Input>;
  readonly answer: z.ZodType<Answer>;
  readonly perform: (
    context: CaseContext,
    caseId: string,
    input: Input,
    request: { readonly sentKey: string | undefined; readonly part: string | undefined },
  ) => Promise<Done<Answer> | Refusal | NotPermitted>;
  readonly form?: OperationForm;
  readonly news?: OperationNews;
  /** Refusals that mean that it was done before: pressing the button twice is not a mistake. */
  readonly doneBefore?: readonly Refusal['kind'][];
  /** A valid body, which the documentation shows; it holds in a new case of the tests. */
  readonly example?: Readonly<Record<string, unknown>>;
};

/** What came of asking for an operation, whatever its input. */
export type Ran =
  | Done<unknown>
  | { readonly kind: 'invalid'; readonly error: z.ZodError }
  | { readonly kind: 'refused'; readonly refusal: string; readonly problem: ProblemText }
  | NotPermitted;

/** An operation as the list of them holds it: its input is checked where it runs. */
export type CaseOperation = Omit<
  Parts<unknown, unknown, Refused>,
  'perform' | 'problems' | 'doneBefore' | 'input' | 'answer'
> & {
  readonly input: z.ZodType;
  readonly answer: z.ZodType;
  readonly doneBefore: readonly string[];
  readonly run: (
    context: CaseContext,
    caseId: string,
    body: unknown,
    request: OperationRequest,
  ) => Promise<Ran>;
};

/** An operation of a member on a case, with all its parts: `caseOperation<Its refusals>()({ … })`. */
export const caseOperation =
  <Refusal extends Refused = never>() =>
  <Input, Answer>(
    parts: Parts<Input, Answer, Refusal>,
  ): CaseOperation & Pick<Parts<Input, Answer, Refusal>, 'perform' | 'problems'> => ({
    ...parts,
    doneBefore: parts.doneBefore ?? [],
    run: async (context, caseId, body, { sentKeyFor, part }) => {
      const input = parts.input.safeParse(body);
      if (!input.success) return { kind: 'invalid', error: input.error };
      const result = await unlessTooMuch(() =>
        parts.perform(context, caseId, input.data, {
          sentKey: sentKeyFor?.(JSON.stringify(input.data)),
          part,
        }),
      );
      if (result === 'too-much-at-once')
        return { kind: 'refused', refusal: tooMuchAtOnce.code, problem: tooMuchAtOnce };
      if (isDone<Answer>(result)) return result;
      if (isNotPermitted(result)) return result;
      return { kind: 'refused', refusal: result.kind, problem: problemText(parts.problems, result) };
    },
  });

const unlessTooMuch = async <Result>(
  perform: () => Promise<Result>,
): Promise<Result | 'too-much-at-once'> => {
  try {
    return await perform();
  } catch (error) {
    if (error instanceof TooMuchAtOnce) return 'too-much-at-once';
    throw error;
  }
};

const isDone = <Answer>(result: Done<Answer> | Refused): result is Done<Answer> => result.kind === 'done';

/** What every change of a case answers: the version it is at now. */
export const caseChanged = z.object({ id: z.string(), version: z.int() });
export type CaseChanged = z.infer<typeof caseChanged>;
export const changedAnswer = { answer: caseChanged, gives: 'The version the case is at now' } as const;

/** The answer of a change that was written, now or by the same request before. */
export const changedTo = <Refusal extends Refused>(
  caseId: string,
  result: ChangeResult<Refusal>,
): Done<CaseChanged> | Refusal | NotPermitted => {
  if (isCommitted(result)) {
    const { version } = result.committed.opened.head;
    return { kind: 'done', answer: { id: caseId, version: version + 1 } };
  }
  if (isSent(result)) return { kind: 'done', answer: { id: caseId, version: result.opened.head.version } };
  return result;
};
