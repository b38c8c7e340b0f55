import type { Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { readForm } from '../../web/request/request-body.ts';
import { changePassphrase } from '../../domain/thread/new-passphrase.ts';
import { readHeldThread } from '../../domain/held/held-page.ts';
import type { OpenDoor } from '../../domain/thread/open-thread.ts';
import { isNoDoor, openConversation, readConversation } from '../../domain/door/open-conversation.ts';
import type { Token } from '../../envelope/token.ts';
import { enteredAt, entranceHref, pageOf, type Page } from '../ui/page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { entranceOfThread, routes } from '../routes.ts';
import type { FollowUpAnswers } from '../thread/follow-up-answers.tsx';
import { Layout } from '../ui/layout.tsx';
import { pressAgain } from '../ui/press-again.tsx';
import { problemPage } from '../ui/problem-page.tsx';
import { AddressOnPaper } from '../report/receipt-page.tsx';
import { newWordsText } from '../report/receipt-text.ts';
import { WordsToKeep, type CheckOf } from '../report/words-to-keep.tsx';
import { wordChecks } from '../report/word-checks.ts';

const NewWordsPage = (props: {
  readonly page: Page;
  readonly token: Token;
  /** Absent for whoever is not told it. */
  readonly caseName: string | undefined;
  readonly requestUrl: string;
  readonly checkOf: CheckOf;
}) => {
  const { page, token, caseName, requestUrl } = props;
  const { newWords, message, receipt } = page.messages;
  return (
    <Layout page={page} neutral={page.entrance === 'message'}>
      <h1>{newWords.heading}</h1>
      <p>{caseName === undefined ? message.newWords : newWords.text}</p>
      <WordsToKeep
        page={page}
        token={token}
        file={{ label: newWords.save, href: newWordsText(page, token, caseName, requestUrl) }}
        requestUrl={requestUrl}
        checkOf={props.checkOf}
      />
      {caseName !== undefined && (
        <dl>
          <dt>{receipt.caseName}</dt>
          <dd class="name" dir="ltr" translate="no">
            {caseName}
          </dd>
        </dl>
      )}
      <p>
        <a href={entranceHref(page)}>{receipt.toFollowUp}</a>
      </p>
      <AddressOnPaper requestUrl={requestUrl} entrance={page.entrance} />
    </Layout>
  );
};

/** The name of the case, for its reporter. */
const caseNameOf = async ({ store }: ReporterContext, opened: OpenDoor): Promise<string | undefined> => {
  if (opened.door.held === true) return (await readHeldThread(store, opened)).page.caseName;
  const found = await readConversation(store, opened);
  return found.kind === 'thread' ? found.thread.summary.caseName : undefined;
};

/** Where the form leads with which one asks for a new passphrase. */
export const newWordsPages = (app: Hono, context: ReporterContext, answers: FollowUpAnswers): void => {
  const { settings } = context;
  const { formPage, unusable, noThread, threadPage, wordsFormKey, asker, backToForm } = answers;

  route(app, routes.newWords, {
    GET: backToForm,

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const page = pageOf(c, settings);
      try {
        const from = await asker(c, form.content, wordsFormKey(form.content), 'expiredUnchanged');
        if ('problem' in from) {
          return await formPage(c, 422, { problems: [{ field: 'words', text: from.problem }] });
        }
        const now = context.clock();
        if (form.content.get('confirm') !== 'yes') {
          const found = await openConversation(context.store, from.token, now);
          const problems = [{ field: 'confirm-words', text: page.messages.newWords.tick }];
          if (isNoDoor(found)) return await noThread(c, found, from.token, { problems });
          return await threadPage(c, from.token, found, { problems });
        }
        const { ticketSecret } = await context.keys(now);
        const wanted = { token: from.token, ticketSecret, formBits: from.replyKey };
        const result = await changePassphrase({ store: context.store, now }, wanted);
        if (result.kind === 'unusable') return await unusable(c);
        const { token, opened } = result;
        const caseName = await caseNameOf(context, opened);
        const checkOf = wordChecks(ticketSecret, token);
        const entered = enteredAt(page, entranceOfThread(opened.door.thread));
        const shown = { page: entered, token, caseName, requestUrl: c.req.url, checkOf };
        return await c.html(<NewWordsPage {...shown} />);
      } catch (error) {
        const { newWords: said } = page.messages;
        return await pressAgain(c, context, error, {
          heading: said.notConfirmed,
          text: said.again,
          action: routes.newWords,
          button: said.button,
          form: form.content,
          names: ['handle', 'key', 'confirm'],
        });
      }
    },
  });
};
