import type { Context, Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { readForm, type FormFields } from '../../web/request/request-body.ts';
import { openThread } from '../../domain/thread/open-thread.ts';
import { withdrawalChoices, type WithdrawalChoice } from '../../domain/thread/withdraw.ts';
import type { Token } from '../../envelope/token.ts';
import { pageOf } from '../ui/page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import type { FollowUpAnswers } from '../thread/follow-up-answers.tsx';
import { pressAgain } from '../ui/press-again.tsx';
import { problemPage } from '../ui/problem-page.tsx';
import { carryOut } from './carry-out.ts';
import { withdrawalAnswers } from './withdrawal-answers.tsx';

/** Where the form leads with which one withdraws a report, or oneself from it. */
export const withdrawPages = (app: Hono, context: ReporterContext, answers: FollowUpAnswers): void => {
  const { settings } = context;
  const { formPage, noThread, threadPage, wordsFormKey, asker, backToForm } = answers;
  const answerTo = withdrawalAnswers(context, answers);

  const refuse = async (
    c: Context,
    token: Token,
    form: FormFields,
    choice: WithdrawalChoice | undefined,
  ): Promise<Response | undefined> => {
    const said = pageOf(c, settings).messages.withdraw;
    const isChoosing = form.has('opened');
    const problems = [
      ...(isChoosing && choice === undefined ? [{ field: 'choice', text: said.chooseFirst }] : []),
      ...(form.get('confirm') === 'yes'
        ? []
        : [{ field: 'confirm', text: isChoosing ? said.tickChoice : said.tick }]),
    ];
    if (problems.length === 0) return undefined;
    const opened = await openThread(context.store, token, context.clock());
    if (opened.kind !== 'thread') return noThread(c, opened, token, { problems });
    return threadPage(c, token, opened, { problems, choice });
  };

  route(app, routes.withdraw, {
    GET: backToForm,

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const choice = withdrawalChoices.find((one) => one === form.content.get('choice'));
      try {
        const from = await asker(c, form.content, wordsFormKey(form.content), 'expiredUnchanged');
        if ('problem' in from) {
          return await formPage(c, 422, { problems: [{ field: 'words', text: from.problem }] });
        }
        const { token } = from;
        const refused = await refuse(c, token, form.content, choice);
        if (refused) return refused;
        const formKey = Buffer.from(from.replyKey).toString('base64url');
        const now = context.clock();
        const done = await carryOut({ ...context, now }, token, choice ?? 'erase-everything', formKey);
        return await answerTo(c, done, token, !form.content.has('words'));
      } catch (error) {
        const { withdraw: said } = pageOf(c, settings).messages;
        return await pressAgain(c, context, error, {
          heading: said.notConfirmed,
          text: said.again,
          action: routes.withdraw,
          button: choice === undefined ? said.button : said.chooseButton,
          chosen: choice && said.choices[choice].label,
          form: form.content,
          names: ['handle', 'opened', 'choice', 'confirm'],
        });
      }
    },
  });
};
