import type { Context, Hono } from 'hono';
import type { CaseOperation, Ran } from '../../domain/casework/change/operation.ts';
import type { OpenCase } from '../../domain/casework/change/open-case.ts';
import { isNotPermitted } from '../../domain/casework/change/permission-of.ts';
import { problemText } from '../../domain/casework/change/problem-text.ts';
import { threadToRedact, type ThreadToRedact } from '../../domain/casework/redaction/handed-out.ts';
import { findWords, hideWords, wantedWords } from '../../domain/casework/redaction/hide-words.ts';
import { liftRedaction } from '../../domain/casework/redaction/lift-redaction.ts';
import { redactedAs, redactEntry, redactionWish } from '../../domain/casework/redaction/redact-entry.ts';
import { redactionProblems } from '../../domain/casework/redaction/redaction-parts.ts';
import { reporterThread } from '../../domain/thread/thread-name.ts';
import { route } from '../../web/answer/route.ts';
import { readForm, type FormFields } from '../../web/request/request-body.ts';
import { problemOf } from '../case/case-problem.ts';
import { caseContextOf, caseIdOf } from '../case/case-request.ts';
import { operationPath } from '../handling/operation-path.ts';
import { casePath, redactionPath, routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import type { PageProblem } from '../ui/layout.tsx';
import { MessagePage } from '../ui/message-page.tsx';
import { newsOf } from '../ui/news.ts';
import { numberIn } from '../ui/place-in.ts';
import { refusalPage } from '../ui/refusal-page.tsx';
import { EntryPage, type EntryPageProps } from './entry-page.tsx';
import { FoundWordsPage } from './found-words-page.tsx';
import {
  chosenIn,
  invalidAt,
  passagesIn,
  refusedAt,
  typedWords,
  wishIn,
  wordsIn,
} from './redaction-forms.ts';
import type { RedactionView } from './redaction-frame.tsx';
import { RedactionPage } from './redaction-page.tsx';
import type { TypedWords } from './word-fields.tsx';

/** One request for one of these pages. */
type Asked = { readonly c: Context<SignedIn>; readonly context: TeamContext; readonly id: string };
type Answer = Response | Promise<Response>;

const refusal = ({ c, context, id }: Asked, kind: string): Answer =>
  kind === 'unopened'
    ? c.redirect(casePath(id), 303)
    : refusalPage(c, context.settings, kind === 'forbidden' ? 'forbidden' : 'not-found', c.get('member'));

const viewOf = (
  { c, context }: Asked,
  opened: OpenCase,
  problems: readonly PageProblem[] = [],
): RedactionView => ({
  settings: context.settings,
  member: c.get('member'),
  opened,
  problems,
  news: problems.length > 0 ? undefined : newsOf(c.req.query('did')),
});

const damaged = ({ c, context }: Asked): Answer => {
  const { detail } = problemText(redactionProblems, { kind: 'damaged-records' });
  const member = c.get('member');
  const props = { settings: context.settings, member, heading: 'Nothing is handed out', text: detail };
  return c.html(<MessagePage {...props} failed />, 409);
};

/** Reads a thread and answers with what is shown of it. */
const withThread = async (
  asked: Asked,
  thread: string,
  answer: (read: ThreadToRedact) => Answer,
): Promise<Response> => {
  const read = await threadToRedact(caseContextOf(asked.c, asked.context), asked.id, thread);
  switch (read.kind) {
    case 'thread':
      return answer(read);
    case 'damaged-records':
      return damaged(asked);
    case 'no-such-thread':
      return refusal(asked, 'not-found');
    case 'not-found':
    case 'forbidden':
    case 'unopened':
      return refusal(asked, read.kind);
  }
};

type Again = { readonly problems?: readonly PageProblem[]; readonly status?: 200 | 409 | 422 };

const overview = (asked: Asked, thread: string, again: Again & { readonly typed?: TypedWords } = {}) =>
  withThread(asked, thread, (read) => {
    const view = viewOf(asked, read.opened, again.problems);
    return asked.c.html(<RedactionPage view={view} read={read} typed={again.typed} />, again.status ?? 200);
  });

type EntryAgain = Again & Pick<Partial<EntryPageProps>, 'chosen' | 'preview'>;

/** The page of an entry. @param ask what is shown with it, by what is said of the entry by now */
const entryPage = (
  asked: Asked,
  { thread, entry, from }: { readonly thread: string; readonly entry: number; readonly from: number },
  ask: (item: EntryPageProps['item']) => EntryAgain = () => ({}),
) =>
  withThread(asked, thread, (read) => {
    const found = read.entries.find(({ number }) => number === entry);
    if (!found || found.entry === 'unreadable') return refusal(asked, 'not-found');
    if (!read.may) return refusal(asked, 'forbidden');
    const item = { ...found, entry: found.entry };
    const { problems, status = 200, ...shown } = ask(item);
    const view = viewOf(asked, read.opened, problems);
    return asked.c.html(<EntryPage {...{ view, thread, item, from }} {...shown} />, status);
  });

const placeIn = (fields: FormFields) => ({
  thread: fields.get('thread') ?? reporterThread,
  entry: numberIn(fields.get('entry')) ?? 0,
  from: numberIn(fields.get('from')) ?? 0,
});

/** What came of an operation: back to what is handed out, or what is shown again. */
const afterRun = (
  asked: Asked,
  { news, doneBefore }: Pick<CaseOperation, 'news' | 'doneBefore'>,
  ran: Ran,
  {
    thread,
    entry,
    again,
  }: {
    readonly thread: string;
    readonly entry?: number;
    readonly again: (more: Required<Again>) => Answer;
  },
): Answer => {
  const at = entry === undefined ? '' : `#entry-${entry}`;
  const done = (): Response =>
    asked.c.redirect(`${redactionPath(asked.id, thread)}&did=${news?.did ?? ''}${at}`, 303);
  switch (ran.kind) {
    case 'done':
      return done();
    case 'invalid':
      return again({ problems: invalidAt(ran.error), status: 422 });
    case 'refused':
      if (doneBefore.includes(ran.refusal)) return done();
      return again({
        problems: refusedAt(ran.problem),
        status: problemOf(ran.problem).status === 409 ? 409 : 422,
      });
    case 'not-found':
    case 'forbidden':
    case 'unopened':
      return refusal(asked, ran.kind);
  }
};

/** Shows where words stand open, or hides them there. */
const postWords = async (asked: Asked, fields: FormFields): Promise<Response> => {
  const { c, context, id } = asked;
  const caseContext = caseContextOf(c, context);
  const typed = typedWords(fields);
  const input = { words: wordsIn(typed), within: typed.within };
  const again = (more: Required<Again>) => overview(asked, reporterThread, { ...more, typed });
  if (fields.get('step') === 'save') {
    const ran = await hideWords.run(caseContext, id, input, {});
    return afterRun(asked, hideWords, ran, { thread: reporterThread, again });
  }
  const wanted = wantedWords.safeParse(input);
  if (!wanted.success) return again({ problems: invalidAt(wanted.error), status: 422 });
  const found = await findWords(caseContext, id, wanted.data);
  if (found.kind === 'found')
    return c.html(<FoundWordsPage {...found} view={viewOf(asked, found.opened)} typed={typed} />);
  if (isNotPermitted(found)) return refusal(asked, found.kind);
  return again({ problems: refusedAt(problemText(hideWords.problems, found)), status: 422 });
};

/** Shows what would be handed out of an entry, or saves it. */
const postEntry = async (asked: Asked, fields: FormFields): Promise<Response> => {
  const { c, context, id } = asked;
  const place = placeIn(fields);
  const wish = wishIn(fields);
  const chosen = chosenIn(fields);
  const again = (more: Required<Again>) => entryPage(asked, place, () => ({ ...more, chosen }));
  if (fields.get('step') === 'save') {
    const ran = await redactEntry.run(caseContextOf(c, context), id, wish, {});
    return afterRun(asked, redactEntry, ran, { ...place, again });
  }
  const wanted = redactionWish.safeParse(wish);
  if (!wanted.success) return again({ problems: invalidAt(wanted.error), status: 422 });
  return entryPage(asked, place, ({ entry, redacted }) => {
    const result = redactedAs(entry, redacted, wanted.data);
    if ('after' in result) return { chosen, preview: result.after };
    return { chosen, problems: refusedAt(problemText(redactEntry.problems, result.refusal)), status: 422 };
  });
};

const postLift = async (asked: Asked, fields: FormFields): Promise<Response> => {
  const place = placeIn(fields);
  const { thread, entry } = place;
  const wish = { thread, entry, passages: passagesIn(fields, 'passage') };
  const ran = await liftRedaction.run(caseContextOf(asked.c, asked.context), asked.id, wish, {});
  const again = (more: Required<Again>) => entryPage(asked, place, () => more);
  return afterRun(asked, liftRedaction, ran, { thread, entry, again });
};

/** What of a case is handed out to somebody outside the team: seen, and changed. */
export const redactionPages = (app: Hono<SignedIn>, context: TeamContext): void => {
  const asking =
    (answer: (asked: Asked) => Answer) =>
    (c: Context<SignedIn>): Answer => {
      const id = caseIdOf(c);
      return id === undefined
        ? refusalPage(c, context.settings, 'not-found', c.get('member'))
        : answer({ c, context, id });
    };
  const posting = (act: (asked: Asked, fields: FormFields) => Promise<Response>) =>
    asking(async (asked) => {
      const form = await readForm(asked.c.req.raw);
      if (form.ok) return act(asked, form.content);
      const which = form.problem.status === 413 ? 'too-large' : 'unreadable';
      return refusalPage(asked.c, context.settings, which, asked.c.get('member'));
    });
  const back = asking(({ c, id }) => c.redirect(casePath(id, routes.redaction), 303));
  const threadOf = ({ c }: Asked): string => c.req.query('thread') ?? reporterThread;

  route(app, routes.redaction, { GET: asking((asked) => overview(asked, threadOf(asked))) });
  route(app, routes.redactedEntry, {
    GET: asking((asked) => {
      const [entry, from] = ['entry', 'from'].map((name) => numberIn(asked.c.req.query(name)) ?? 0);
      return entryPage(asked, { thread: threadOf(asked), entry: entry ?? 0, from: from ?? 0 });
    }),
  });
  route(app, operationPath(hideWords), { GET: back, POST: posting(postWords) });
  route(app, operationPath(redactEntry), { GET: back, POST: posting(postEntry) });
  route(app, operationPath(liftRedaction), { GET: back, POST: posting(postLift) });
};
