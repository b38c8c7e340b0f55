import * as z from 'zod';
import { ownValue } from '../kernel/own-value.ts';
import type { Conversation } from '../door/open-conversation.ts';
import type { SurveyStatistic } from '../statistics/statistic.ts';

/** From 1, not at all, to 5, fully. */
export const surveyScale = [1, 2, 3, 4, 5] as const;
/** Questions are asked by number; what each is called depends on who is asked. */
export const surveyQuestions = [1, 2, 3] as const;

const answer = z.int().min(1).max(5);
export const surveyAnswers = z.tuple([answer, answer, answer]);
export type SurveyAnswers = z.infer<typeof surveyAnswers>;

type SurveyedChannels = {
  readonly channels: Readonly<Record<string, { readonly survey?: 'on' | 'off' | undefined }>>;
};

/**
 * Who is asked at the end, by the conversation: the reporter once the case is closed, the respondent once they were told of
 * a decision; where the channel asks at all.
 */
export const askedAtEnd = (
  { channels }: SurveyedChannels,
  { opened: { door }, ...found }: Conversation,
): SurveyStatistic['from'] | undefined => {
  if (ownValue(channels, door.channel)?.survey !== 'on') return undefined;
  if (found.kind === 'thread') return found.thread.summary.state === 'closed' ? 'reporter' : undefined;
  const { page } = found.thread;
  return page.kind === 'response' && page.decisions.length > 0 ? 'respondent' : undefined;
};

/** How the questions stand on a page: asked, answered, or not there. */
export const surveyOn = (
  settings: SurveyedChannels,
  found: Conversation,
): { readonly from: SurveyStatistic['from']; readonly isAnswered: boolean } | undefined => {
  const from = askedAtEnd(settings, found);
  return from && { from, isAnswered: found.thread.isSurveyed };
};

/** The channels that ask at the end. */
export const surveyedChannels = ({ channels }: SurveyedChannels): string[] =>
  Object.entries(channels).flatMap(([name, { survey }]) => (survey === 'on' ? [name] : []));
