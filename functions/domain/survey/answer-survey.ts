import type { Token } from '../../envelope/token.ts';
import { isNoDoor, openConversation, type Conversation } from '../door/open-conversation.ts';
import type { RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { month } from '../kernel/clock.ts';
import { newId, type Random } from '../kernel/random.ts';
import { sealStatistic, type SealedStatistic } from '../statistics/seal-statistic.ts';
import type { NoDoor, OpenDoor, ThreadReader } from '../thread/open-thread.ts';
import { askedAtEnd, type SurveyAnswers } from './survey.ts';

export type SurveyStore = ThreadReader & {
  /**
   * Counts an answer and marks its thread as having given one, both or neither. The row holds nothing of the thread, nor the
   * mark anything of the row.
   */
  countAnswer(
    door: OpenDoor['door'],
    row: SealedStatistic,
    now: Date,
  ): Promise<'counted' | 'answered-before' | 'case-gone'>;
};

export type SurveyContext = {
  readonly settings: Parameters<typeof askedAtEnd>[0];
  readonly store: SurveyStore;
  /** The public half of the ring `register` of a channel that asks. */
  readonly registerRing: (channel: string) => Promise<RingPublicKey>;
  readonly random: Random;
  readonly now: Date;
};

export type SurveyResult =
  NoDoor | { readonly kind: 'not-asked' | 'answered-before' | 'counted'; readonly found: Conversation };

/**
 * Takes what somebody answers at the end of a case. It is counted in a row of the statistics that holds the month, the
 * channel and the three answers, sealed so that the public function cannot open it again; the team reads sums of rows and
 * never the one of a case. Each thread answers once. Unusable doors take the same calls as everywhere.
 */
export const answerSurvey = async (
  { settings, store, registerRing, random, now }: SurveyContext,
  token: Token,
  answers: SurveyAnswers,
): Promise<SurveyResult> => {
  const found = await openConversation(store, token, now);
  if (isNoDoor(found)) return found;
  const from = askedAtEnd(settings, found);
  if (!from) return { kind: 'not-asked', found };
  if (found.thread.isSurveyed) return { kind: 'answered-before', found };
  const { door } = found.opened;
  const content = { kind: 'survey', month: month(now), channel: door.channel, from, answers } as const;
  const row = sealStatistic(await registerRing(door.channel), newId(random), content);
  const outcome = await store.countAnswer(door, row, now);
  return outcome === 'case-gone' ? { kind: 'unusable' } : { kind: outcome, found };
};
