import type { Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { readForm } from '../../web/request/request-body.ts';
import { wordsIn } from '../../envelope/typed-words.ts';
import { readWordCheck } from '../../envelope/word-check.ts';
import { pageOf, type Page } from '../ui/page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { longestPassphrase } from '../thread/askers.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { problemPage } from '../ui/problem-page.tsx';

/** Where the receipt's form leads with which one checks that one has the words; it opens in a tab of its own. */
export const checkWordPages = (app: Hono, context: ReporterContext): void => {
  const { settings } = context;

  route(app, routes.checkWord, {
    GET: (c) => c.redirect(pageOf(c, settings).href(routes.landing), 303),

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const { ticketSecret } = await context.keys(context.clock());
      const check = readWordCheck(ticketSecret, form.content.get('check') ?? '');
      const page = pageOf(c, settings);
      const { receipt } = page.messages;
      if (!check) return problemPage(c, settings, notOurForm(page));
      const typed = wordsIn((form.content.get('word') ?? '').slice(0, longestPassphrase));
      const isRight = typed.length === 1 && typed[0] === check.word;
      const text = isRight ? receipt.checkRight : receipt.checkWrong(check.position);
      return c.html(<MessagePage page={page} heading={receipt.check} text={text} ownTab />);
    },
  });
};

const notOurForm = (page: Page) => ({
  status: 422,
  code: 'not-our-form',
  detail: page.messages.problems.unreadableRequest,
});
