import type { Context, Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { readForm, type FormFields } from '../../web/request/request-body.ts';
import { previewCase } from '../../domain/casework/reading/preview-case.ts';
import { casePageNames, type CasePageName } from '../../domain/casework/change/operation.ts';
import { Fault } from '../../domain/kernel/fault.ts';
import { caseContextOf, caseIdOf, sentKeyFor } from '../case/case-request.ts';
import { casePath, pagePath, routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { refusalPage } from '../ui/refusal-page.tsx';
import { casePage } from '../case/case-answer.tsx';
import { fieldId, type CaseForm, type CaseView, type ReadUpTo } from '../case/case-view.ts';
import { partOf } from './operation-path.ts';
import type { Outcome, Posted } from './posted-form.ts';
import { openCaseView } from '../case/open-case-view.ts';

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
  const { problems, fields = sent, readUpTo, confirm } = again;
  const kept = { form, fields, problems, confirm };
  const { chosen } = posted.files;
  return casePage(c, { ...view, kept, readUpTo, chosen, ...more }, status);
};

const respond = async (posted: Posted, outcome: Outcome): Promise<Response> => {
  const { c, id, caseContext, openView } = posted;
  switch (outcome.kind) {
    case 'done':
      return c.redirect(
        `${pagePath(id, outcome.page ?? posted.page)}?did=${outcome.did}${outcome.at ?? ''}`,
        303,
      );
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
    case 'shown':
      return outcome.response;
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
  const { form } = posted;
  const again = `These files did not come whole; choose them again: ${lost.join(', ')}.`;
  const problems = [
    { field: '', text },
    ...(lost.length > 0 ? [{ field: fieldId(form, 'attachments'), text: again }] : []),
  ];
  // With the same key, what was stored after all is not stored again.
  const key = posted.fields.get('key') ?? '';
  return pageAgain(posted, { kind: 'again', problems }, 503, key === '' ? {} : { key });
};

/** Which form it is, by the part of the case or the fields where there is one for each, and the page where it stands. */
type FormPlace = {
  readonly form: CaseForm | ((part: string, fields: FormFields) => CaseForm);
  readonly page: CasePageName;
};

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
  const form = typeof on.form === 'string' ? on.form : on.form(partOf(c) ?? '', fields);
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

/**
 * Registers a form of a case's page: post, then back to the page; a refusal shows the page with what was typed.
 * @throws when a form is posted: what the operation throws, but for a fault that can be tried again
 */
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
