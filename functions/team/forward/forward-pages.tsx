import type { Context, Hono } from 'hono';
import { mayDo } from '../../domain/authorization/permissions.ts';
import {
  forwardProblems,
  receiveForwarded,
  receivingRings,
  type ReceivingContext,
} from '../../domain/casework/filing/receive-forwarded.ts';
import { isNotPermitted } from '../../domain/casework/change/permission-of.ts';
import { problemText } from '../../domain/casework/change/problem-text.ts';
import { askProblems } from '../../domain/casework/two-people/ask-request.ts';
import { openCopy } from '../../domain/casework/two-people/open-copy.ts';
import { receivingKeysPath } from '../../domain/forward/receiving-key.ts';
import { fieldProblems, invalidFields, problemResponse } from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { downloadHeaders } from '../../web/files/download.ts';
import { readForm, readJson } from '../../web/request/request-body.ts';
import { noSuchCase, notPermittedProblem, problemOf } from '../case/case-problem.ts';
import { caseContextOf, caseIdOf } from '../case/case-request.ts';
import { filingContextOf } from '../filing/on-behalf-api.ts';
import { casePath, copyPath, routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { numberIn } from '../ui/place-in.ts';
import { refusalPage } from '../ui/refusal-page.tsx';
import { forwardedBody, forwardedBodyBytes, forwardedReceived } from './forward-contract.ts';
import { forwardFile, tooLongToForward, type ForwardFileResult } from './forward-file.ts';
import { ForwardedPage } from './forward-page.tsx';

const receivingContextOf = async (c: Context<SignedIn>, context: TeamContext): Promise<ReceivingContext> => ({
  ...(await filingContextOf(context, c.get('member'))),
  openKeyRing: context.openKeyRing,
  files: context.files,
  uploads: context.uploads,
  cleanFile: context.cleanFile,
});

const mayReceive = (c: Context<SignedIn>): boolean =>
  mayDo('receive-forwarded', c.get('member').role) === 'allowed';

type Shown = Pick<Parameters<typeof ForwardedPage>[0], 'problems' | 'received'>;

/** Cases from other communities: the keys of this one, and a file that becomes a case. */
const receivingPages = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings } = context;
  const page = async (c: Context<SignedIn>, shown: Shown = {}, status: 200 | 201 | 409 | 422 = 200) =>
    c.html(
      <ForwardedPage
        {...{ settings, member: c.get('member'), team: await context.members.allMembers() }}
        {...{ rings: await receivingRings(context), ...shown }}
        keysUrl={new URL(receivingKeysPath, context.reporterUrl).href}
      />,
      status,
    );

  route(app, routes.forwarded, {
    GET: (c) => (mayReceive(c) ? page(c) : refusalPage(c, settings, 'forbidden', c.get('member'))),
    POST: async (c) => {
      if (!mayReceive(c)) return refusalPage(c, settings, 'forbidden', c.get('member'));
      const form = await readForm(c.req.raw);
      if (!form.ok) {
        const refusal = form.problem.status === 413 ? 'too-large' : 'unreadable';
        return refusalPage(c, settings, refusal, c.get('member'));
      }
      const bytes = form.content.files('file')[0]?.bytes ?? new Uint8Array(0);
      const excludedMembers = [...form.content.all('exclude')];
      const received = await receiveForwarded(await receivingContextOf(c, context), {
        bytes,
        excludedMembers,
      });
      if (received.kind === 'received') return page(c, { received }, 201);
      const { detail, is } = problemText(forwardProblems, received);
      return page(c, { problems: [{ field: 'file', text: detail }] }, is === 'conflict' ? 409 : 422);
    },
  });

  route(app, routes.api.forwarded, {
    POST: async (c) => {
      if (!mayReceive(c)) return problemResponse(notPermittedProblem({ kind: 'forbidden' }));
      const body = await readJson(c.req.raw, forwardedBodyBytes);
      if (!body.ok) return problemResponse(body.problem);
      const wanted = forwardedBody.safeParse(body.content);
      if (!wanted.success) return problemResponse(invalidFields(fieldProblems(wanted.error)));
      const { file, excludedMembers } = wanted.data;
      const bytes = new Uint8Array(Buffer.from(file, 'base64'));
      const received = await receiveForwarded(await receivingContextOf(c, context), {
        bytes,
        excludedMembers,
      });
      if (received.kind !== 'received')
        return problemResponse(problemOf(problemText(forwardProblems, received)));
      const { caseId, visible, caseName, channel, from, files } = received;
      return c.json(
        forwardedReceived.parse({ ...(visible ? { id: caseId } : {}), caseName, channel, from, files }),
        201,
      );
    },
  });
};

/** Why a copy is no file for another community, in words, or the file. */
const answerOf = (
  found: ForwardFileResult,
): Response | { readonly text: string; readonly status: 403 | 404 | 409 | 422 } | 'not-permitted' => {
  if (found.kind === 'file')
    return new Response(Buffer.from(found.bytes), { headers: downloadHeaders(found.name) });
  if (found.kind === 'not-forwarded')
    return { text: 'This copy was not asked for to be forwarded.', status: 409 };
  if (found.kind === 'too-long') return { text: tooLongToForward, status: 409 };
  if (found.kind === 'nothing-left')
    return { text: 'Everything in it is held back, so there is nothing to forward.', status: 409 };
  if (found.kind === 'files-not-cleaned' || found.kind === 'files-too-large')
    return { text: problemText(askProblems, found).detail, status: 409 };
  if (isNotPermitted(found)) return 'not-permitted';
  const text = problemText(openCopy.problems, found);
  // A status of this application is one that Hono knows.
  const { status } = problemOf(text) as { status: 403 | 404 | 409 | 422 };
  return { text: text.detail, status };
};

/** A case that this community forwards. */
const forwardingPages = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings } = context;
  const fileOf = (c: Context<SignedIn>, id: string) =>
    forwardFile(context, caseContextOf(c, context), id, numberIn(c.req.param('part')) ?? 0);

  route(app, routes.forwardFile, {
    GET: (c) => c.redirect(copyPath(caseIdOf(c) ?? '', numberIn(c.req.param('part')) ?? 0), 303),
    POST: async (c) => {
      const id = caseIdOf(c);
      const member = c.get('member');
      if (id === undefined) return refusalPage(c, settings, 'not-found', member);
      const found = await fileOf(c, id);
      const answer = answerOf(found);
      if (answer instanceof Response) return answer;
      if (answer === 'not-permitted')
        return found.kind === 'unopened'
          ? c.redirect(casePath(id), 303)
          : refusalPage(c, settings, found.kind === 'forbidden' ? 'forbidden' : 'not-found', member);
      const heading = 'There is no file to forward';
      return c.html(
        <MessagePage {...{ settings, member, heading }} text={answer.text} failed />,
        answer.status,
      );
    },
  });

  route(app, routes.api.forwardFile, {
    GET: async (c) => {
      const id = caseIdOf(c);
      if (id === undefined) return problemResponse(noSuchCase);
      const found = await fileOf(c, id);
      const answer = answerOf(found);
      if (answer instanceof Response) return answer;
      if (answer === 'not-permitted')
        return problemResponse(isNotPermitted(found) ? notPermittedProblem(found) : noSuchCase);
      return problemResponse({ status: answer.status, code: found.kind, detail: answer.text });
    },
  });
};

/** Cases that go to another community and that come from one. */
export const forwardPages = (app: Hono<SignedIn>, context: TeamContext): void => {
  receivingPages(app, context);
  forwardingPages(app, context);
};
