import { mailCountContext } from '../../envelope/format.ts';
import { open } from '../../envelope/open.ts';
import { seal } from '../../envelope/seal.ts';
import { addHours, fullHour } from '../kernel/clock.ts';
import type { Counted, MailCount } from './mail-case-store.ts';
import type { FilingContext } from './mail-context.ts';
import { countedAs, countKey, countMark, type CountedAs, type MailKeys } from './mail-keys.ts';
import type { ReadMail } from './read-mail.ts';

/** What a mail changes in the counts of its address, when it becomes a case. */
export type MailCounting = {
  /** Of the hour in which it came, and of the one in which its answer leaves if that is another. */
  readonly counts: readonly Counted[];
  /** When its first answer leaves, a full hour; absent where nothing is answered. */
  readonly answerFrom: Date | undefined;
  /** The handle of the last case of its address, once so many came of it that what follows is added there. */
  readonly last: Uint8Array | undefined;
};

type CountContext = Pick<FilingContext, 'store' | 'secret' | 'now' | 'settings'>;
type CountedMail = {
  readonly channel: string;
  readonly mail: ReadMail;
  readonly keys: MailKeys;
  readonly answerTo: string | undefined;
};

/** Hours for which an answer may wait. Above that its case has none, and nobody is mailed for it later. */
const mostHours = 24;

/**
 * Finds the first hour that has room for an answer to the address: each answer brings the words of its case, so that one
 * above the limit of an hour waits and is not left out. One read, and one for each full hour.
 * @throws {Fault} when storage fails
 */
export const countMail = async (context: CountContext, counted: CountedMail): Promise<MailCounting> => {
  const { secret, now, settings } = context;
  const { channel, mail, keys, answerTo } = counted;
  const as = countedAs(channel, mail, answerTo);
  const hour = fullHour(now);
  if (as === undefined)
    return { counts: [], answerFrom: answerTo === undefined ? undefined : hour, last: undefined };
  const first = await readCount(context, as, hour);
  const answering = answerTo === undefined ? undefined : await hourWithRoom(context, as, first);
  const last = seal(countKey(secret), mailCountContext(first.mark), keys.handle);
  const own = withOne(first, { cases: 1, answers: answering === first ? 1 : 0, last });
  const later = answering === undefined || answering === first ? [] : [withOne(answering, { answers: 1 })];
  const isFull = first.before.last !== undefined && first.before.cases >= settings.mail.casesPerHour;
  return {
    counts: [own, ...later],
    answerFrom: answering?.hour,
    last: isFull ? open(countKey(secret), mailCountContext(first.mark), first.before.last) : undefined,
  };
};

type HourCount = Omit<Counted, 'after'>;

const readCount = async ({ store, secret }: CountContext, as: CountedAs, hour: Date): Promise<HourCount> => {
  const mark = countMark(secret, as, hour);
  return { mark, hour, before: await store.countOf(mark) };
};

const hourWithRoom = async (
  context: CountContext,
  as: CountedAs,
  first: HourCount,
): Promise<HourCount | undefined> => {
  let found = first;
  for (let ahead = 1; found.before.answers >= context.settings.mail.answersPerHour; ahead += 1) {
    if (ahead > mostHours) return undefined;
    found = await readCount(context, as, addHours(first.hour, ahead));
  }
  return found;
};

const withOne = (counted: HourCount, more: Partial<MailCount>): Counted => ({
  ...counted,
  after: {
    cases: counted.before.cases + (more.cases ?? 0),
    answers: counted.before.answers + (more.answers ?? 0),
    last: more.last ?? counted.before.last,
  },
});
