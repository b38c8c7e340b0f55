import type { CaseOperation, Ran } from '../../domain/casework/change/operation.ts';
import type { ProblemText } from '../../domain/casework/change/problem-text.ts';
import { problemOf } from '../case/case-problem.ts';
import type { CaseForm } from '../case/case-view.ts';
import { changesSince } from '../case/changes-since.ts';
import { invalid, refused } from './form-problems.ts';
import { partOf } from './operation-path.ts';
import type { Outcome, Posted } from './posted-form.ts';

/** What confirms that it is done all the same, where a refusal can be. */
const confirmOf = ({ more }: ProblemText): { readonly confirm?: string } =>
  typeof more?.confirm === 'string' ? { confirm: more.confirm } : {};

/** What a form led to. @param news of the operation, unless the form says something else */
export const outcomeOf = (
  form: CaseForm,
  { news, doneBefore }: Pick<CaseOperation, 'news' | 'doneBefore'>,
  ran: Ran,
): Outcome => {
  const did = news?.did ?? '';
  const done: Outcome = {
    kind: 'done',
    did,
    ...(news?.at !== undefined && { at: news.at }),
    ...(news?.page !== undefined && { page: news.page }),
  };
  switch (ran.kind) {
    case 'done':
      return ran.gone ? { kind: 'gone', did } : done;
    case 'invalid':
      return { kind: 'again', problems: invalid(form, ran.error) };
    case 'refused':
      return doneBefore.includes(ran.refusal)
        ? done
        : { kind: 'again', problems: refused(form, problemOf(ran.problem)), ...confirmOf(ran.problem) };
    case 'not-found':
    case 'forbidden':
    case 'unopened':
      return { kind: ran.kind };
  }
};

/** A form whose fields are the operation's input, as they were filled in. */
export const run = (
  { caseContext, id, sentKey, c }: Posted,
  operation: CaseOperation,
  input: Readonly<Record<string, unknown>>,
): Promise<Ran> => operation.run(caseContext, id, input, { sentKeyFor: sentKey, part: partOf(c) });

/** What was typed into a field, without the spaces around it. */
export const given = ({ fields }: Posted, name: string): string => (fields.get(name) ?? '').trim();

/** A text with the ends of lines as they are kept, without the spaces around it. */
export const plainLines = (text: string): string => text.replace(/\r\n?/g, '\n').trim();

/**
 * Those of these fields that the member has changed: their forms carry as `was-…` what each began with. So two who change
 * different things at once keep both.
 */
export const changedFields = ({ fields }: Posted, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const [before, after] = [fields.get(`was-${name}`), fields.get(name)].map((text = '') =>
        plainLines(text),
      );
      return after === undefined || after === before ? [] : [[name, after] as const];
    }),
  );

/** What was not filled in is not there. */
export const optional = (posted: Posted, name: string): Record<string, string> => {
  const value = given(posted, name);
  return value === '' ? {} : { [name]: value };
};

const mostTries = 3;

/**
 * Acts on the version the member has read. When the case has changed since, but only because others have looked, it acts
 * all the same; else the member is shown what is new before they decide again.
 */
export const onWhatWasRead = async <Result extends { readonly kind: string }>(
  { readUpTo, openView }: Posted,
  act: (version: number | undefined) => Promise<Result>,
): Promise<Result | Extract<Outcome, { kind: 'again' }>> => {
  let version = readUpTo?.version;
  for (let attempt = 1; ; attempt++) {
    const result = await act(version);
    const isChanged = result.kind === 'changed' || ('refusal' in result && result.refusal === 'changed');
    const view = isChanged ? await openView() : undefined;
    if (!view || !readUpTo) return result;
    const changes = changesSince(view, readUpTo);
    if (changes.length > 0 || attempt === mostTries) {
      const text =
        'The case has changed since you opened this page, so nothing was done yet. Read what is new, then decide again.';
      return { kind: 'again', problems: [{ field: '', text }, ...changes], readUpTo };
    }
    version = view.read.head.version;
  }
};
