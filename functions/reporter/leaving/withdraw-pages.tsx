import type { Context, Hono } from 'hono';
import { route } from '../../adapters/http/route.ts';
import { readForm, type FormFields } from '../../adapters/http/request-body.ts';
import { openThread, readOpenThread, type NoDoor } from '../../domain/thread/open-thread.ts';
import {
  closeDoor,
  stopWriting,
  whyClosed,
  withdraw,
  withdrawalChoices,
  type WithdrawalChoice,
} from '../../domain/thread/withdraw.ts';
import type { Handle } from '../../envelope/handle.ts';
import type { Token } from '../../envelope/token.ts';
import { pageOf } from '../ui/page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import type { FollowUpAnswers } from '../thread/follow-up-answers.tsx';
import { MessagePage } from '../ui/message-page.tsx';
import { pressAgain } from '../ui/press-again.tsx';
import { problemPage } from '../ui/problem-page.tsx';

/** Where the form leads with which one withdraws a report, or oneself from it. */
export const withdrawPages = (app: Hono, context: ReporterContext, answers: FollowUpAnswers): void => {
  const { settings } = context;
  const { formPage, unusable, noThread, threadPage, wordsFormKey, asker, backToForm } = answers;

  const donePage = (c: Context, done: 'erased' | 'closed' | 'gone') => {
    const page = pageOf(c, settings);
    const said = page.messages.withdraw;
    const days = page.days(settings.recovery.vaultDays);
    const shown = {
      erased: { heading: said.erasedHeading, text: said.erased(days) },
      closed: { heading: said.closedHeading, text: said.closed(days) },
      gone: { heading: said.goneHeading, text: said.gone },
    }[done];
    return c.html(<MessagePage page={page} {...shown} />);
  };

  /**
   * Pressed again after an answer that was lost: a handle proves that its sender had the thread open within the last
   * half hour, so they may be told that it worked. Who comes with words alone learns nothing.
   */
  const opensNothing = async (c: Context, found: NoDoor, token: Token, hasHandle: boolean) => {
    if (!hasHandle || found.kind === 'must-change') return noThread(c, found, token);
    const why = await whyClosed(context.store, token);
    switch (why) {
      case 'withdrawn':
        return donePage(c, 'erased');
      case 'left':
        return donePage(c, 'closed');
      case 'gone':
        return donePage(c, 'gone');
      case 'replaced':
      case 'expired':
        return unusable(c);
    }
  };

  const carryOut = async (
    c: Context,
    { token, replyKey }: Handle,
    choice: WithdrawalChoice,
    hasHandle: boolean,
  ) => {
    const now = context.clock();
    const page = pageOf(c, settings);
    const said = page.messages.withdraw;
    const formKey = Buffer.from(replyKey).toString('base64url');
    switch (choice) {
      case 'stop-writing': {
        const result = await stopWriting({ ...context, now }, token, formKey);
        if (result.kind !== 'told') return opensNothing(c, result, token, hasHandle);
        return threadPage(
          c,
          token,
          { opened: result.opened, thread: await readOpenThread(context.store, result.opened) },
          { news: said.told },
        );
      }
      case 'close-door': {
        const result = await closeDoor({ ...context, now }, token);
        return result.kind === 'closed' ? donePage(c, 'closed') : opensNothing(c, result, token, hasHandle);
      }
      case 'erase-everything': {
        const result = await withdraw({ ...context, now }, token, formKey);
        if (result.kind === 'unusable' || result.kind === 'must-change')
          return opensNothing(c, result, token, hasHandle);
        if (result.kind === 'erased') return donePage(c, 'erased');
        const text = said.asked(page.date(result.answerBy));
        return c.html(<MessagePage page={page} heading={said.askedHeading} text={text} />);
      }
    }
  };

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
    if (opened.kind !== 'thread') return noThread(c, opened, token);
    return threadPage(c, token, opened, { problems, choice }, 422);
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
        const hasHandle = !form.content.has('words');
        return (
          (await refuse(c, from.token, form.content, choice)) ??
          (await carryOut(c, from, choice ?? 'erase-everything', hasHandle))
        );
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
