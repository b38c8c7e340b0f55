import type { Context } from 'hono';
import { readOpenThread, type NoDoor } from '../../domain/thread/open-thread.ts';
import { whyClosed } from '../../domain/thread/withdraw.ts';
import type { Token } from '../../envelope/token.ts';
import type { ReporterContext } from '../reporter-context.ts';
import type { FollowUpAnswers } from '../thread/follow-up-answers.tsx';
import { MessagePage } from '../ui/message-page.tsx';
import { pageOf } from '../ui/page.ts';
import type { CarriedOut } from './carry-out.ts';

/** The pages that say what a withdrawal has done. */
export const withdrawalAnswers = (context: ReporterContext, answers: FollowUpAnswers) => {
  const { settings } = context;
  const { unusable, noThread, threadPage } = answers;

  const donePage = (c: Context, done: 'erased' | 'closed' | 'gone' | 'words-gone') => {
    const page = pageOf(c, settings);
    const said = page.messages.withdraw;
    const days = page.days(settings.recovery.vaultDays);
    const shown = {
      erased: { heading: said.erasedHeading, text: said.erased(days) },
      closed: { heading: said.closedHeading, text: said.closed(days) },
      gone: { heading: said.goneHeading, text: said.gone },
      'words-gone': { heading: said.wordsGoneHeading, text: said.wordsGone(days) },
    }[done];
    return c.html(<MessagePage page={page} {...shown} />);
  };

  /**
   * Pressed again after an answer that was lost: a handle proves that its sender had the thread open within the last
   * half hour, so they may be told that it worked. Who comes with words alone learns nothing.
   */
  const opensNothing = async (c: Context, found: NoDoor, token: Token, hasHandle: boolean) => {
    if (!hasHandle || found.kind !== 'unusable') return noThread(c, found, token);
    const why = await whyClosed(context.store, token);
    switch (why) {
      case 'withdrawn':
        return donePage(c, 'erased');
      case 'left':
        return donePage(c, 'closed');
      case 'gone':
        return donePage(c, 'gone');
      case 'words-erased':
        return donePage(c, 'words-gone');
      case 'replaced':
      case 'closed':
      case 'expired':
        return unusable(c);
    }
  };

  /** @param hasHandle whether the form came with the handle of a page, and not with words */
  return async (c: Context, done: CarriedOut, token: Token, hasHandle: boolean): Promise<Response> => {
    const page = pageOf(c, settings);
    const said = page.messages.withdraw;
    switch (done.kind) {
      case 'unusable':
      case 'must-change':
      case 'held':
        return opensNothing(c, done, token, hasHandle);
      case 'told': {
        const { opened } = done;
        const thread = await readOpenThread(context.store, opened);
        return threadPage(c, token, { kind: 'thread', opened, thread }, { news: said.told });
      }
      case 'closed':
      case 'erased':
        return donePage(c, done.kind);
      case 'asked': {
        const text = said.asked(page.date(done.answerBy));
        return c.html(<MessagePage page={page} heading={said.askedHeading} text={text} />);
      }
    }
  };
};
