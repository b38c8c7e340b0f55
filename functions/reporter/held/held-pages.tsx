import type { Hono } from 'hono';
import { answerHeld, heldChoices, type HeldAnswer, type HeldChoice } from '../../domain/held/answer-held.ts';
import { rosterSeconds } from '../../domain/intake/keep-keys.ts';
import { isNoDoor, openConversation } from '../../domain/door/open-conversation.ts';
import { route } from '../../web/answer/route.ts';
import { readForm } from '../../web/request/request-body.ts';
import { revisionOf } from '../report/report-form.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import type { FollowUpAnswers } from '../thread/follow-up-answers.tsx';
import { pageOf, type Page } from '../ui/page.ts';
import { pressAgain } from '../ui/press-again.tsx';
import { problemPage } from '../ui/problem-page.tsx';

/** What the page says of a choice that was carried out, or was not. */
const newsOf = ({ messages: { held } }: Page, choice: HeldChoice, { kind }: HeldAnswer): string => {
  if (kind === 'not-held') return held.page.notHeld;
  if (kind === 'too-many') return held.page.tooMany;
  return { agree: held.page.saidYes, 'take-back': held.page.takenBack, 'tell-now': held.page.told }[choice];
};

const buttonOf = ({ messages: { held } }: Page, choice: HeldChoice): string =>
  ({ agree: held.page.agree, 'take-back': held.page.takeBack, 'tell-now': held.page.tellNow })[choice];

/** Where the question on the page of a report that waits is answered. */
export const heldPages = (app: Hono, context: ReporterContext, answers: FollowUpAnswers): void => {
  const { settings } = context;
  const { formPage, noThread, threadPage, wordsFormKey, asker, backToForm } = answers;

  route(app, routes.held, {
    GET: backToForm,

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const page = pageOf(c, settings);
      const choice = heldChoices.find((one) => one === form.content.get('choice'));
      try {
        const from = await asker(c, form.content, wordsFormKey(form.content), 'expiredUnchanged');
        if ('problem' in from) {
          return await formPage(c, 422, { problems: [{ field: 'words', text: from.problem }] });
        }
        const { token } = from;
        const now = context.clock();
        const done =
          choice &&
          (await answerHeld({ ...(await heldContext(form.content.get('rosterShown'))), now }, token, choice));
        // The same calls follow whatever was done: the page is read once more.
        const found = await openConversation(context.store, token, now);
        const news = choice && done && newsOf(page, choice, done);
        if (!isNoDoor(found)) return await threadPage(c, token, found, { news });
        const answered = await noThread(c, found, token, { news });
        if (done?.kind !== 'too-many') return answered;
        answered.headers.set('retry-after', String(done.retryAfterSeconds));
        return new Response(answered.body, { status: 429, headers: answered.headers });
      } catch (error) {
        const { held } = page.messages;
        return await pressAgain(c, context, error, {
          heading: held.page.notConfirmed,
          text: held.page.again,
          action: routes.held,
          button: buttonOf(page, choice ?? 'agree'),
          form: form.content,
          names: ['handle', 'rosterShown', 'choice'],
        });
      }
    },
  });

  const heldContext = async (rosterShown: string | undefined) => ({
    settings,
    store: context.store,
    keys: await context.keys(context.clock(), rosterSeconds.shown),
    rosterShown: revisionOf(rosterShown),
  });
};
