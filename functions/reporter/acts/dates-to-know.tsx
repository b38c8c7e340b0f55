import { addDays, day } from '../../domain/kernel/clock.ts';
import type { OpenThread } from '../../domain/thread/open-thread.ts';
import { endSaidDays, endsIn, type ToldDecision } from '../../domain/thread/told-decision.ts';
import type { Page } from '../ui/page.ts';

/** Days for which the page says that a letter went out. */
const letterSaidDays = 14;

/** What is said of a decision; `worrying` where somebody may want to see to their safety. */
type Said = { readonly text: string; readonly worrying: boolean };

const saidOfLetter = (page: Page, { letterOn, letterSentOn }: ToldDecision, today: string): Said[] => {
  const said = page.messages.safety;
  if (letterSentOn !== undefined) {
    const isRecent = day(addDays(new Date(letterSentOn), letterSaidDays)) >= today;
    return isRecent ? [{ text: said.letterSent(page.date(letterSentOn)), worrying: true }] : [];
  }
  if (letterOn === undefined) return [];
  const text = letterOn < today ? said.letterLate(page.date(letterOn)) : said.letterOn(page.date(letterOn));
  return [{ text, worrying: true }];
};

const saidOfEnd = (page: Page, told: ToldDecision, today: string): Said[] => {
  const said = page.messages.safety;
  const { endsOn, status } = told;
  if (endsOn === undefined || status !== 'in-force' || endsOn < today) return [];
  const days = endsIn(told, today);
  if (days === undefined)
    return [{ text: said.endsOn(page.date(endsOn), page.days(endSaidDays)), worrying: false }];
  const text = days === 0 ? said.endsToday : said.endsIn(page.days(days), page.date(endsOn));
  return [{ text, worrying: true }];
};

/** When the letter of a decision goes out and when what was decided ends, reckoned from the day on which it is read. */
export const DatesToKnow = (props: {
  readonly page: Page;
  readonly thread: OpenThread;
  readonly now: Date;
}) => {
  const { page, thread } = props;
  const today = day(props.now);
  const said = (thread.summary.decisions ?? []).flatMap((told) => [
    ...saidOfLetter(page, told, today),
    ...saidOfEnd(page, told, today),
  ]);
  if (said.length === 0) return null;
  const { safety } = page.messages;
  const isWorrying = said.some(({ worrying }) => worrying);
  return (
    <section class={isWorrying ? 'box warn' : 'box'} aria-labelledby="dates-to-know">
      <h2 id="dates-to-know">{safety.heading}</h2>
      {said.map(({ text }) => (
        <p>{text}</p>
      ))}
      {isWorrying && <p>{safety.areYouSafe}</p>}
    </section>
  );
};
