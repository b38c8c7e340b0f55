import type { Context, Hono } from 'hono';
import { route } from '../../adapters/http/route.ts';
import { readForm, type FormFields } from '../../adapters/http/request-body.ts';
import type { IdentityPart } from '../../domain/case/identity.ts';
import type { CaseContext } from '../../domain/casework/change/case-edit.ts';
import { previewCase } from '../../domain/casework/reading/preview-case.ts';
import {
  casePageNames,
  type CaseOperation,
  type CasePageName,
  type Ran,
} from '../../domain/casework/change/operation.ts';
import type { NotPermitted } from '../../domain/casework/change/permission-of.ts';
import { Fault } from '../../domain/kernel/fault.ts';
import { problemOf } from '../case/case-problem.ts';
import { caseContextOf, caseIdOf, sentKeyFor } from '../case/case-request.ts';
import { partOf } from './operations-api.ts';
import { casePath, pagePath, routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import type { PageProblem } from '../ui/layout.tsx';
import { refusalPage } from '../ui/refusal-page.tsx';
import { casePage } from '../case/case-answer.tsx';
import { fieldId, type CaseForm, type CaseView, type ReadUpTo } from '../case/case-page-view.ts';
import { changesSince } from '../case/changes-since.ts';
import { invalid, refused } from './form-problems.ts';
import { openCaseView } from '../case/open-case-view.ts';
import type { ChosenForReply } from '../reply/chosen-for-reply.ts';

/** A form of a case's page, as it came in. */
export type Posted = {
  readonly c: Context<SignedIn>;
  readonly form: CaseForm;
  /** The page of the case that it stands on. */
  readonly page: CasePageName;
  readonly id: string;
  readonly fields: FormFields;
  readonly caseContext: CaseContext;
  readonly readUpTo: ReadUpTo | undefined;
  /** What makes sending this form twice one entry. */
  readonly sentKey: (text: string) => string | undefined;
  readonly openView: () => Promise<CaseView | undefined>;
  /** What the page shows of a reply's files when it comes back, whatever becomes of the reply. */
  readonly files: RepliedFiles;
};

/** Files of a reply, as far as they have come; who receives them keeps it true. */
export type RepliedFiles = {
  chosen: readonly ChosenForReply[];
  /** Names of those that did not come whole. */
  lost: readonly string[];
};

export type Outcome =
  | { readonly kind: 'done'; readonly did: string; readonly at?: string }
  /** Done, and the case is not theirs to see any more. */
  | { readonly kind: 'gone'; readonly did: string }
  /** Nothing was done; whoever has not opened the case is led to the check of conflicts. */
  | NotPermitted
  /** The page once more, with what was typed. */
  | {
      readonly kind: 'again';
      readonly problems: readonly PageProblem[];
      readonly fields?: FormFields;
      readonly readUpTo?: ReadUpTo | undefined;
    }
  /** The page once more, with a prepared text to go on with. */
  | { readonly kind: 'filled'; readonly fields: FormFields }
  | { readonly kind: 'revealed'; readonly part: IdentityPart; readonly text: string };

/** What a form led to. @param news of the operation, unless the form says something else */
export const outcomeOf = (
  form: CaseForm,
  { news, doneBefore }: Pick<CaseOperation, 'news' | 'doneBefore'>,
  ran: Ran,
): Outcome => {
  const did = news?.did ?? '';
  const done: Outcome = { kind: 'done', did, ...(news?.at !== undefined && { at: news.at }) };
  switch (ran.kind) {
    case 'done':
      return ran.gone ? { kind: 'gone', did } : done;
    case 'invalid':
      return { kind: 'again', problems: invalid(form, ran.error) };
    case 'refused':
      return doneBefore.includes(ran.refusal)
        ? done
        : { kind: 'again', problems: refused(form, problemOf(ran.problem)) };
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

const plainLines = (text: string): string => text.replace(/\r\n?/g, '\n').trim();

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

const numberOf = (text: string | undefined): number | undefined =>
  /^\d{1,9}$/.test(text ?? '') ? Number(text) : undefined;

const readUpToOf = (fields: FormFields): ReadUpTo | undefined => {
  const version = numberOf(fields.get('version'));
  const entries = numberOf(fields.get('entries'));
  return version === undefined || entries === undefined || version < 1 ? undefined : { version, entries };
};

const pageAgain = async (
  posted: Posted,
  again: Extract<Outcome, { kind: 'again' }>,
  status: 200 | 409 | 422 | 503,
  more: Partial<CaseView> = {},
): Promise<Response> => {
  const { c, form, id, fields: sent, caseContext, openView } = posted;
  // Showing the case again must not be what opens it.
  const preview = await previewCase(caseContext, id);
  if (preview && !preview.isReader) return c.redirect(casePath(id), 303);
  const view = await openView();
  if (!view) return refusalPage(c, caseContext.settings, 'not-found', c.get('member'));
  const { problems, fields = sent, readUpTo } = again;
  const kept = { form, fields, problems };
  const { chosen } = posted.files;
  return casePage(c, { ...view, kept, readUpTo, chosen, ...more }, status);
};

const respond = async (posted: Posted, outcome: Outcome): Promise<Response> => {
  const { c, id, caseContext, openView } = posted;
  switch (outcome.kind) {
    case 'done':
      return c.redirect(`${pagePath(id, posted.page)}?did=${outcome.did}${outcome.at ?? ''}`, 303);
    case 'gone':
      return c.redirect(`${routes.queue}?did=${outcome.did}`, 303);
    case 'not-found':
    case 'forbidden':
      return refusalPage(c, caseContext.settings, outcome.kind, c.get('member'));
    case 'unopened':
      return c.redirect(casePath(id), 303);
    case 'again':
      return pageAgain(posted, outcome, outcome.readUpTo ? 409 : 422);
    case 'filled':
      return pageAgain(posted, { kind: 'again', problems: [], fields: outcome.fields }, 200);
    case 'revealed': {
      const view = await openView();
      if (!view) return refusalPage(c, caseContext.settings, 'not-found', c.get('member'));
      return casePage(c, { ...view, revealed: outcome });
    }
  }
};

/** The page once more after a fault, when nobody knows whether it was done. */
const respondUncertain = (posted: Posted): Promise<Response> => {
  const text =
    'The service could not answer just now, and it is not certain whether this was done. What you typed is still there: send it again, it is never done twice.';
  const { lost } = posted.files;
  const again = `These files did not come whole; choose them again: ${lost.join(', ')}.`;
  const problems = [
    { field: '', text },
    ...(lost.length > 0 ? [{ field: fieldId('reply', 'attachments'), text: again }] : []),
  ];
  // With the same key, what was stored after all is not stored again.
  const key = posted.fields.get('key') ?? '';
  return pageAgain(posted, { kind: 'again', problems }, 503, key === '' ? {} : { key });
};

/** Which form it is, by the part of the case where there is one for each, and the page where it stands. */
type FormPlace = { readonly form: CaseForm | ((part: string) => CaseForm); readonly page: CasePageName };

/** A form as it came in, or the answer to one that cannot be read. */
const readPosted = async (
  c: Context<SignedIn>,
  context: TeamContext,
  on: FormPlace,
): Promise<Posted | Response> => {
  const { settings } = context;
  const member = c.get('member');
  const id = caseIdOf(c);
  if (id === undefined) return refusalPage(c, settings, 'not-found', member);
  const read = await readForm(c.req.raw);
  if (!read.ok)
    return refusalPage(c, settings, read.problem.status === 413 ? 'too-large' : 'unreadable', member);
  const fields = read.content;
  const key = fields.get('key') ?? '';
  const form = typeof on.form === 'string' ? on.form : on.form(partOf(c) ?? '');
  // A form that stands on several pages says on which.
  const page = casePageNames.find((name) => name === fields.get('page')) ?? on.page;
  return {
    c,
    form,
    page,
    id,
    fields,
    caseContext: caseContextOf(c, context),
    readUpTo: readUpToOf(fields),
    sentKey: (text) => (/^[\w-]{22}$/.test(key) ? sentKeyFor(member.memberId, key, text) : undefined),
    openView: () => openCaseView(context, c, id, { page }),
    files: { chosen: [], lost: [] },
  };
};

/** Registers a form of a case's page: post, then back to the page; a refusal shows the page with what was typed. */
export const caseForms =
  (app: Hono<SignedIn>, context: TeamContext) =>
  (path: string, on: CaseForm | FormPlace, act: (posted: Posted) => Promise<Outcome>): void => {
    const place: FormPlace = typeof on === 'string' ? { form: on, page: 'case' } : on;
    route(app, path, {
      GET: (c) => c.redirect(pagePath(caseIdOf(c) ?? '', place.page), 303),
      POST: async (c) => {
        const posted = await readPosted(c, context, place);
        if (posted instanceof Response) return posted;
        try {
          return await respond(posted, await act(posted));
        } catch (error) {
          if (!(error instanceof Fault) || error.retryAfterSeconds === undefined) throw error;
          context.log({ event: 'fault', code: error.code });
          return respondUncertain(posted);
        }
      },
    });
  };
