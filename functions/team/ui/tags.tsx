import type { CaseHead } from '../../domain/casework/change/case-store.ts';
import type { Risk } from '../../domain/case/risk.ts';
import { tagLabel } from '../../domain/casework/tags/tag.ts';
import type { Settings } from '../../settings/schema.ts';
import { isOverdue } from '../../domain/deadline/due-dates.ts';

/** What of a case calls for somebody, in words: nothing is said by colour alone. */
export type CallingCase = {
  readonly head: CaseHead;
  readonly opened: boolean;
  readonly likelySpam: boolean;
  readonly risk?: Risk | undefined;
  /** Those of the team. */
  readonly tags?: readonly string[] | undefined;
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

type TagsProps = {
  readonly shown: CallingCase;
  readonly settings: Pick<Settings, 'tags'>;
  readonly now: Date;
};

/** What calls for somebody, and the tags that the team has given. */
export const Tags = ({ shown, settings, now }: TagsProps) => {
  const { head, opened, likelySpam, risk = {}, tags: given = [] } = shown;
  const tags = [
    ...(isUrgent(head) ? [['hot', 'Urgent, nobody has taken it']] : []),
    ...(head.urgent && head.taken ? [['', 'Urgent, taken']] : []),
    ...(isOverdue(head, now) ? [['hot', 'Overdue']] : []),
    ...(opened ? [] : [['new', 'Not opened']]),
    ...(opened && head.unread ? [['new', 'Unread']] : []),
    ...(likelySpam ? [['', 'Likely spam']] : []),
    ...riskTags(risk),
    ...given.map((tag) => ['given', tagLabel(settings, tag)]),
  ];
  if (tags.length === 0) return null;
  return (
    <p class="tags">
      {tags.map(([kind, text]) => (
        <span class={`tag ${kind ?? ''}`} dir="auto">
          {text}
        </span>
      ))}
    </p>
  );
};
