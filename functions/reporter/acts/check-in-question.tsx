import { day } from '../../domain/kernel/clock.ts';
import { checkInAnswers, checkInsOf, currentCheckIn } from '../../domain/thread/check-in.ts';
import type { OpenThread } from '../../domain/thread/open-thread.ts';
import { routes } from '../routes.ts';
import type { Page } from '../ui/page.ts';

/**
 * How it has been since the case was closed, asked when the reporter comes back. Its fields belong to the form below, so
 * that what is typed there stays.
 */
export const CheckInQuestion = (props: {
  readonly page: Page;
  readonly thread: OpenThread;
  readonly now: Date;
  readonly problem: string | undefined;
}) => {
  const { page, thread, problem } = props;
  const { summary, entries } = thread;
  const today = day(props.now);
  const periods = page.settings.decisions.checkInsAfterClosing;
  const asked = currentCheckIn(checkInsOf(periods, summary, entries, today), today);
  if (!asked || summary.closedOn === undefined) return null;
  const { checkIn } = page.messages.safety;
  if (asked.answer) {
    const { on, answer } = asked.answer;
    return <p class="box">{checkIn.answered(page.date(on), checkIn.answers[answer])}</p>;
  }
  return (
    <fieldset id="answer" class="box" aria-describedby={problem === undefined ? undefined : 'answer-problem'}>
      <legend>{checkIn.question}</legend>
      <p class="hint">{checkIn.hint}</p>
      {problem !== undefined && (
        <p class="problem" id="answer-problem">
          {problem}
        </p>
      )}
      {checkInAnswers.map((answer) => (
        <div class="choice">
          <input type="radio" id={`answer-${answer}`} name="answer" value={answer} form="reply" />
          <label for={`answer-${answer}`}>{checkIn.answers[answer]}</label>
        </div>
      ))}
      <input type="hidden" name="after" value={String(asked.after)} form="reply" />
      <input type="hidden" name="closedOn" value={summary.closedOn} form="reply" />
      <button type="submit" form="reply" formaction={page.href(routes.reply)} name="begin" value="check-in">
        {checkIn.send}
      </button>
    </fieldset>
  );
};
