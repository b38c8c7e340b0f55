import { takeUpAppeal } from '../../domain/casework/appeal/take-up-appeal.ts';
import { appealGroundWords } from '../../domain/casework/appeal/ground-words.ts';
import type { AppealEntry } from '../../domain/casework/appeal/read-appeals.ts';
import { fieldOf, typed, type CaseView } from '../case/case-view.ts';
import { decisionName } from '../case/code-names.ts';
import { Hidden } from '../case/panel.tsx';
import { formAction } from '../handling/operation-path.ts';
import { Select } from '../ui/field.tsx';
import { hourText } from '../ui/words.ts';
import { sideNames } from './appeal-words.ts';

/** What the form of an appeal is called that nobody has taken up, by its place. */
export const takeUpFormName = (thread: string, entry: number | string): string => `takeup-${thread}-${entry}`;

/** An appeal as it came through a door, and the button that takes it up. */
export const UntakenAppeal = ({ view, sent }: { readonly view: CaseView; readonly sent: AppealEntry }) => {
  const { thread, number, side, sentAt, about, text, lateReason } = sent;
  const { decisions } = view.read.records;
  const form = takeUpFormName(thread, number);
  const isKnown = decisions.some((one) => one.number === about?.decision);
  const choices = decisions.map((one) => ({
    value: String(one.number),
    label: decisionName(view, one.content),
  }));
  return (
    <li>
      <h3>
        From {sideNames[side]}, {hourText(sentAt.toISOString())}
      </h3>
      <p>{about ? `Ground: ${appealGroundWords[about.ground]}.` : 'It names no ground.'}</p>
      <p class="text" dir="auto">
        {text}
      </p>
      {lateReason !== undefined && (
        <p class="text" dir="auto">
          Why it comes late: {lateReason}
        </p>
      )}
      {view.may(takeUpAppeal.name) && choices.length > 0 && (
        <form method="post" action={formAction(takeUpAppeal, view.read.head.caseId)} autocomplete="off">
          <Hidden view={view} />
          <input type="hidden" name="thread" value={thread} />
          <input type="hidden" name="entry" value={String(number)} />
          {isKnown ? (
            <p>
              About:{' '}
              {decisions
                .filter((one) => one.number === about?.decision)
                .map((one) => decisionName(view, one.content))}
            </p>
          ) : (
            <Select
              {...fieldOf(view, form, 'decision')}
              label="About which decision"
              choices={choices}
              chosen={typed(view, form, 'decision')}
            />
          )}
          <button type="submit">Take up this appeal</button>
        </form>
      )}
    </li>
  );
};
