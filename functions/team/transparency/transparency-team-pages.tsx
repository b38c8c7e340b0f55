import type { Context, Hono } from 'hono';
import { mayDo, type TeamOperation } from '../../domain/authorization/permissions.ts';
import { isNamedIn } from '../../domain/member/can-see-case.ts';
import { approveReport, isReader, readDraft } from '../../domain/transparency/approve-report.ts';
import { chooseNarratives } from '../../domain/transparency/choose-narratives.ts';
import { canRead, draftReport } from '../../domain/transparency/draft-report.ts';
import type { TransparencyContext } from '../../domain/transparency/transparency-context.ts';
import { route } from '../../web/answer/route.ts';
import { readForm } from '../../web/request/request-body.ts';
import { routes, draftPath } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { refusalPage, type Refusal } from '../ui/refusal-page.tsx';
import { DraftPage, TransparencyPage, type TypedPeriod } from './transparency-page.tsx';
import { newDraft } from './transparency-contract.ts';
import { approvalTexts, chooseTexts, draftProblem } from './transparency-texts.ts';
import { transparencyContext } from './transparency-work.ts';

type PageContext = Context<SignedIn>;
const nothing: TypedPeriod = { from: '', until: '', readers: [] };

type Problem = { readonly field: string; readonly text: string };

/** What the pages ask of a request, and the pages they lead to. */
type Answers = {
  readonly may: (c: PageContext, operation: TeamOperation) => boolean;
  readonly work: (c: PageContext) => TransparencyContext;
  readonly refused: (c: PageContext, refusal: Refusal) => Response | Promise<Response>;
  readonly listPage: (
    c: PageContext,
    typed?: TypedPeriod,
    problems?: readonly Problem[],
  ) => Promise<Response>;
  readonly draftPage: (c: PageContext, problem?: Problem) => Promise<Response>;
};

const idOf = (c: Context): string => c.req.param('draft') ?? '';

const answersOf = (context: TeamContext): Answers => {
  const { settings, reporterUrl } = context;
  const work: Answers['work'] = (c) => transparencyContext(context, c.get('member'));
  const may: Answers['may'] = (c, operation) => mayDo(operation, c.get('member').role) === 'allowed';
  const refused: Answers['refused'] = (c, refusal) => refusalPage(c, settings, refusal, c.get('member'));

  const listPage: Answers['listPage'] = async (c, typed = nothing, problems = []) => {
    const [drafts, published, { members }] = await Promise.all([
      context.transparency.drafts(),
      context.transparency.publishedReports(),
      context.team.read(),
    ]);
    const member = c.get('member');
    const others = members.filter((one) => one.memberId !== member.memberId && canRead(settings, one));
    const shown = drafts.map((draft) => ({ ...draft, isYours: isReader(work(c), draft) }));
    const mayDraft = may(c, 'draft-report') && canRead(settings, member);
    const props = { settings, member, members, others, published, typed, problems, reporterUrl, mayDraft };
    return c.html(<TransparencyPage {...props} drafts={shown} />, problems.length > 0 ? 422 : 200);
  };

  const draftPage: Answers['draftPage'] = async (c, problem) => {
    const found = await readDraft(work(c), idOf(c));
    if (!found) return refused(c, 'not-found');
    const member = c.get('member');
    const { members } = await context.team.read();
    const approvedBy = found.draft.approvals.map(({ by }) => by);
    const props = { settings, member, members, read: found, problem, mayDraft: may(c, 'draft-report') };
    return c.html(
      <DraftPage {...props} hasApproved={isNamedIn(approvedBy, member)} />,
      problem === undefined ? 200 : 409,
    );
  };

  return { may, work, refused, listPage, draftPage };
};

/** Drafts and what was published, and the form that counts a period. */
const listPages = (app: Hono<SignedIn>, { may, work, refused, listPage }: Answers): void => {
  route(app, routes.transparency, {
    GET: (c) => (may(c, 'see-drafts') ? listPage(c) : refused(c, 'forbidden')),
    POST: async (c) => {
      if (!may(c, 'draft-report')) return refused(c, 'forbidden');
      const form = await readForm(c.req.raw);
      if (!form.ok) return refused(c, 'unreadable');
      const typed = {
        from: form.content.get('from') ?? '',
        until: form.content.get('until') ?? '',
        readers: form.content.all('readers'),
      };
      const parsed = newDraft.safeParse(typed);
      if (!parsed.success)
        return listPage(c, typed, [{ field: 'from', text: 'Choose months, such as 2026-01 and 2026-06.' }]);
      const { readers, ...period } = parsed.data;
      const result = await draftReport(work(c), period, readers);
      return result.kind === 'drafted'
        ? c.redirect(draftPath(result.id), 303)
        : listPage(c, typed, [draftProblem(result)]);
    },
  });
};

/** One draft, saying yes to it, and removing it. */
const draftPages = (
  app: Hono<SignedIn>,
  context: TeamContext,
  { may, work, refused, draftPage }: Answers,
): void => {
  route(app, routes.reportDraft, {
    GET: (c) => (may(c, 'approve-report') ? draftPage(c) : refused(c, 'forbidden')),
  });

  route(app, routes.reportApproval, {
    GET: (c) => c.redirect(draftPath(idOf(c)), 303),
    POST: async (c) => {
      if (!may(c, 'approve-report')) return refused(c, 'forbidden');
      const result = await approveReport(work(c), idOf(c));
      switch (result.kind) {
        case 'approved':
          return c.redirect(draftPath(idOf(c)), 303);
        case 'published':
          return c.redirect(routes.transparency, 303);
        case 'no-such-draft':
          return refused(c, 'not-found');
        case 'approved-before':
        case 'changed-meanwhile':
        case 'needs-lead':
        case 'outdated':
        case 'narratives-changed':
          return draftPage(c, { field: '', text: approvalTexts[result.kind] });
      }
    },
  });

  route(app, routes.reportDrop, {
    GET: (c) => c.redirect(routes.transparency, 303),
    POST: async (c) => {
      if (!may(c, 'draft-report')) return refused(c, 'forbidden');
      if (!(await readDraft(work(c), idOf(c)))) return refused(c, 'not-found');
      await context.transparency.dropDraft(idOf(c));
      return c.redirect(routes.transparency, 303);
    },
  });
};

/** Which texts about cases a draft would publish. */
const narrativePages = (app: Hono<SignedIn>, { may, work, refused, draftPage }: Answers): void => {
  route(app, routes.reportNarratives, {
    GET: (c) => c.redirect(draftPath(idOf(c)), 303),
    POST: async (c) => {
      if (!may(c, 'draft-report')) return refused(c, 'forbidden');
      const form = await readForm(c.req.raw);
      if (!form.ok) return refused(c, 'unreadable');
      const result = await chooseNarratives(work(c), idOf(c), form.content.all('taken'));
      if (result.kind === 'chosen') return c.redirect(draftPath(result.id), 303);
      if (result.kind === 'no-such-draft') return refused(c, 'not-found');
      return draftPage(c, { field: 'taken', text: chooseTexts(result) });
    },
  });
};

/** Drafts of transparency reports and what was published, as pages. */
export const transparencyTeamPages = (app: Hono<SignedIn>, context: TeamContext): void => {
  if (!context.settings.transparency.enabled) return;
  const answers = answersOf(context);
  listPages(app, answers);
  draftPages(app, context, answers);
  narrativePages(app, answers);
};
