import type { Context, Hono } from 'hono';
import { mayDo, type TeamOperation } from '../../domain/authorization/permissions.ts';
import { approveReport, isReader, readDraft } from '../../domain/transparency/approve-report.ts';
import { chooseNarratives } from '../../domain/transparency/choose-narratives.ts';
import { narrativeLimit } from '../../domain/transparency/draft-narratives.ts';
import { draftReport } from '../../domain/transparency/draft-report.ts';
import { draftedReport } from '../../domain/transparency/report-draft.ts';
import type { TransparencyContext } from '../../domain/transparency/transparency-context.ts';
import {
  fieldProblems,
  invalidFields,
  notFound,
  problemResponse,
  type Problem,
} from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { readJson } from '../../web/request/request-body.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import {
  approvalDone,
  chosenNarratives,
  draftMade,
  draftView,
  newDraft,
  transparencyList,
} from './transparency-contract.ts';
import { approvalTexts, chooseTexts, draftProblem } from './transparency-texts.ts';
import { transparencyContext } from './transparency-work.ts';

const forbidden: Problem = {
  status: 403,
  code: 'forbidden',
  detail: 'Your role does not include this. Somebody who leads the team can do it.',
};

type Work = {
  readonly context: TeamContext;
  readonly work: (c: Context<SignedIn>) => TransparencyContext;
  readonly may: (c: Context<SignedIn>, operation: TeamOperation) => boolean;
};

const idOf = (c: Context): string => c.req.param('draft') ?? '';

/** Drafts and what was published, and counting a period. */
const listApi = (app: Hono<SignedIn>, { context, work, may }: Work): void => {
  route(app, routes.api.transparency, {
    GET: async (c) => {
      if (!may(c, 'see-drafts')) return problemResponse(forbidden);
      const [drafts, published] = await Promise.all([
        context.transparency.drafts(),
        context.transparency.publishedReports(),
      ]);
      return c.json(
        transparencyList.parse({
          drafts: drafts.map((draft) => ({ ...draft, ...draft.period, yours: isReader(work(c), draft) })),
          published,
        }),
      );
    },
    POST: async (c) => {
      if (!may(c, 'draft-report')) return problemResponse(forbidden);
      const body = await readJson(c.req.raw);
      if (!body.ok) return problemResponse(body.problem);
      const parsed = newDraft.safeParse(body.content);
      if (!parsed.success) return problemResponse(invalidFields(fieldProblems(parsed.error)));
      const { readers, ...period } = parsed.data;
      const result = await draftReport(work(c), period, readers);
      if (result.kind === 'drafted') return c.json(draftMade.parse({ id: result.id }), 201);
      const { field, text } = draftProblem(result);
      return problemResponse({
        status: result.kind === 'damaged' ? 409 : 422,
        code: result.kind,
        detail: text,
        ...(field !== '' && { errors: [{ pointer: `/${field}`, detail: text }] }),
      });
    },
  });
};

/** One draft, and saying yes to it. */
const draftApi = (app: Hono<SignedIn>, { work, may }: Work): void => {
  route(app, routes.api.reportDraft, {
    GET: async (c) => {
      if (!may(c, 'approve-report')) return problemResponse(forbidden);
      const found = await readDraft(work(c), idOf(c));
      if (!found) return problemResponse(notFound);
      const { draft, content, narratives } = found;
      return c.json(
        draftView.parse({
          id: draft.id,
          approvals: draft.approvals,
          report: draftedReport(content, narratives ?? []),
          narratives: narratives ?? [],
          mostNarratives: narrativeLimit(content.report),
          outdated: narratives === undefined,
        }),
      );
    },
  });

  route(app, routes.api.reportApproval, {
    POST: async (c) => {
      if (!may(c, 'approve-report')) return problemResponse(forbidden);
      const result = await approveReport(work(c), idOf(c));
      switch (result.kind) {
        case 'approved':
          return c.json(approvalDone.parse({ published: false }));
        case 'published':
          return c.json(approvalDone.parse({ published: true, report: result.id }));
        case 'no-such-draft':
          return problemResponse(notFound);
        case 'approved-before':
        case 'changed-meanwhile':
        case 'needs-lead':
        case 'outdated':
        case 'narratives-changed':
          return problemResponse({ status: 409, code: result.kind, detail: approvalTexts[result.kind] });
      }
    },
  });
};

/** Which texts about cases a draft would publish. */
const narrativesApi = (app: Hono<SignedIn>, { work, may }: Work): void => {
  route(app, routes.api.reportNarratives, {
    POST: async (c) => {
      if (!may(c, 'draft-report')) return problemResponse(forbidden);
      const body = await readJson(c.req.raw);
      if (!body.ok) return problemResponse(body.problem);
      const parsed = chosenNarratives.safeParse(body.content);
      if (!parsed.success) return problemResponse(invalidFields(fieldProblems(parsed.error)));
      const result = await chooseNarratives(work(c), idOf(c), parsed.data.taken);
      if (result.kind === 'chosen') return c.json(draftMade.parse({ id: result.id }));
      if (result.kind === 'no-such-draft') return problemResponse(notFound);
      const isInvalid = result.kind === 'no-such-text' || result.kind === 'too-many-texts';
      const text = chooseTexts(result);
      return problemResponse({
        status: isInvalid ? 422 : 409,
        code: result.kind,
        detail: text,
        ...(isInvalid && { errors: [{ pointer: '/taken', detail: text }] }),
      });
    },
  });
};

/** Transparency reports as JSON, with the same operations as the pages. */
export const transparencyApi = (app: Hono<SignedIn>, context: TeamContext): void => {
  if (!context.settings.transparency.enabled) return;
  const shared: Work = {
    context,
    work: (c) => transparencyContext(context, c.get('member')),
    may: (c, operation) => mayDo(operation, c.get('member').role) === 'allowed',
  };
  listApi(app, shared);
  draftApi(app, shared);
  narrativesApi(app, shared);
};
