import type { CaseHead } from '../../domain/casework/change/case-store.ts';
import type { Risk } from '../../domain/case/risk.ts';
import { isOverdue } from '../../domain/deadline/due-dates.ts';

/** What of a case calls for somebody, in words: nothing is said by colour alone. */
export type CallingCase = {
  readonly head: CaseHead;
  readonly opened: boolean;
  readonly likelySpam: boolean;
  readonly risk?: Risk | undefined;
};

/** What has been judged; a high risk, and what goes on, calls for somebody. */
const riskTags = ({ safety, ongoing, retaliation }: Risk): string[][] => [
  ...(safety === undefined ? [] : [[safety === 'high' ? 'hot' : '', `Safety risk: ${safety}`]]),
  ...(ongoing === undefined ? [] : [[ongoing === 'yes' ? 'hot' : '', ongoingTexts[ongoing]]]),
  ...(retaliation === undefined
    ? []
    : [[retaliation === 'high' ? 'hot' : '', `Risk of retaliation: ${retaliation}`]]),
];

const ongoingTexts = { yes: 'Ongoing', no: 'Not ongoing', maybe: 'May be ongoing' } as const;

export const isUrgent = ({ state, urgent, taken }: CaseHead): boolean =>
  urgent && taken === undefined && state !== 'closed';

export const Tags = ({ shown, now }: { readonly shown: CallingCase; readonly now: Date }) => {
  const { head, opened, likelySpam, risk = {} } = shown;
  const tags = [
    ...(isUrgent(head) ? [['hot', 'Urgent, nobody has taken it']] : []),
    ...(head.urgent && head.taken ? [['', 'Urgent, taken']] : []),
    ...(isOverdue(head, now) ? [['hot', 'Overdue']] : []),
    ...(opened ? [] : [['new', 'Not opened']]),
    ...(opened && head.unread ? [['new', 'Unread']] : []),
    ...(likelySpam ? [['', 'Likely spam']] : []),
    ...riskTags(risk),
  ];
  if (tags.length === 0) return null;
  return (
    <p class="tags">
      {tags.map(([kind, text]) => (
        <span class={`tag ${kind ?? ''}`}>{text}</span>
      ))}
    </p>
  );
};
