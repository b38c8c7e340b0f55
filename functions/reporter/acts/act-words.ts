import { messageLimitBytes } from '../../domain/kernel/text.ts';
import type { Page } from '../ui/page.ts';
import type { KeptAct } from './kept-act.ts';

/** What the form with which one writes says. */
export type FormWords = { readonly label: string; readonly hint: string; readonly send: string };

/** The same for what it is for besides a message. */
export const formWords = ({ messages }: Page, act: KeptAct | undefined): FormWords => {
  const { thread, safety } = messages;
  const limit = messages.kilobytes(messageLimitBytes);
  if (act === undefined || act.name === 'check-in')
    return { label: thread.write, hint: thread.writeHint(limit), send: thread.send };
  const { label, textHint, send } = safety[act.name];
  return { label, hint: textHint(limit), send };
};

/** What the page says once it was sent. */
export const sentWords = ({ messages }: Page, act: KeptAct | undefined): string => {
  const { thread, safety } = messages;
  switch (act?.name) {
    case undefined:
      return thread.sent;
    case 'check-in':
      return act.answer === 'retaliation' ? safety.checkIn.tell : safety.checkIn.sent;
    case 'retaliation':
      return safety.retaliation.sent;
    case 'appeal':
      return safety.appeal.sent;
  }
};

/** What is wrong with a field of the form, by its name. */
export const fieldWords = ({ messages }: Page, act: KeptAct, field: string): string => {
  const { appeal, checkIn } = messages.safety;
  if (act.name === 'check-in') return checkIn.choose;
  return { ground: appeal.needGround, decision: appeal.needDecision, late: appeal.needLate }[field] ?? '';
};

/** Why it does not fit how the case stands, and at which field that is said. */
export const misfitWords = (
  { messages }: Page,
  act: KeptAct | undefined,
  why: string,
): { readonly field: string; readonly text: string } => {
  const { thread, safety } = messages;
  if (why === 'late-without-reason') return { field: 'late', text: safety.appeal.needLate };
  if (act?.name === 'appeal') return { field: 'ground', text: safety.appeal.needDecision };
  return { field: 'text', text: act?.name === 'check-in' ? safety.checkIn.notAsked : thread.notTheirs };
};
