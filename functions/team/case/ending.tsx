import { holdCase } from '../../domain/casework/decision/hold-case.ts';
import { endsSoon, type RetentionEnd } from '../../domain/deadline/retention-ends.ts';
import { addMonths, day } from '../../domain/kernel/clock.ts';
import { ownValue } from '../../domain/kernel/own-value.ts';
import { doorKindOf } from '../../domain/thread/thread-name.ts';
import { casePath } from '../routes.ts';
import { Input } from '../ui/field.tsx';
import { dayText, fromNow } from '../ui/words.ts';
import { fieldOf, typed, type CaseView } from './case-view.ts';
import { Hidden } from './panel.tsx';

const form = 'hold';
/** What is offered; it can be changed before it is pressed. */
const monthsOffered = 6;

const threadWords = (of: string): string => {
  switch (doorKindOf(of)) {
    case 'response':
      return 'What the respondent wrote';
    case 'witness':
      return 'What a witness wrote';
    case 'platform':
      return 'The conversation with platform admins';
    case 'expert':
      return 'What an expert was shown and wrote';
    case undefined:
      return 'A conversation';
  }
};

const Line = ({ end, now }: { readonly end: RetentionEnd; readonly now: Date }) => (
  <p>
    {end.of === 'case' ? 'This case' : threadWords(end.of)} is erased on {dayText(end.by)},{' '}
    {fromNow(end.by, now)}.
  </p>
);

/** What of the case is erased soon, and the button that keeps all of it. */
export const Ending = ({ view }: { readonly view: CaseView }) => {
  const { settings, read, now } = view;
  const ends = endsSoon(ownValue(settings.channels, read.head.channel), read.ends, now);
  if (ends.length === 0) return null;
  const lines = ends.map((end) => <Line end={end} now={now} />);
  if (!view.may(holdCase.name))
    return (
      <div class="box warn" id="ending">
        {lines}
        <p>A lead can keep it longer, with a reason. Ask one in time.</p>
      </div>
    );
  return (
    <form method="post" action={`${casePath(read.head.caseId)}${holdCase.path}`} class="box warn" id="ending">
      {lines}
      <Hidden view={view} />
      <input type="hidden" name="page" value="case" />
      <div class="row">
        <Input
          {...fieldOf(view, form, 'until')}
          type="date"
          label="Keep all of it until"
          value={typed(view, form, 'until', day(addMonths(now, monthsOffered)))}
          min={day(now)}
        />
        <Input
          {...fieldOf(view, form, 'reason')}
          type="text"
          label="Why"
          value={typed(view, form, 'reason', 'It is still needed.')}
        />
        <button type="submit">Keep the case</button>
      </div>
      <p class="hint">The reporter’s page shows this date.</p>
    </form>
  );
};
