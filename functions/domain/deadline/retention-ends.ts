import type { ChannelSettings } from '../../settings/schema.ts';
import { addDays, addHours } from '../kernel/clock.ts';
import type { StepTime } from './escalation.ts';

/** Something of a case ends, and is erased: all of it, or a thread before it. */
export type RetentionEnd = {
  readonly kind: 'retention';
  /** `case`, or the name of the thread. */
  readonly of: string;
  readonly by: string;
};

/** What of a case in the vault says when something of it ends. */
type Kept = {
  readonly expiresAt: Date;
  readonly openedAt?: Date | undefined;
  readonly threadLimits?: Readonly<Record<string, { readonly until: Date }>> | undefined;
};

/** What ends, and when. A report that nobody has opened does not: it is kept longer, and the team is told of that. */
export const retentionEnds = ({ expiresAt, openedAt, threadLimits = {} }: Kept): readonly RetentionEnd[] =>
  openedAt === undefined
    ? []
    : [
        { kind: 'retention', of: 'case', by: expiresAt.toISOString() },
        ...Object.entries(threadLimits)
          .filter(([, { until }]) => until < expiresAt)
          .map(([of, { until }]): RetentionEnd => ({ kind: 'retention', of, by: until.toISOString() })),
      ];

const mostWarningDays = 14;

/** Days before its end in which the team is warned: two weeks, or half of the time for which a closed case is kept. */
export const warningDays = ({
  retention: { afterClosingDays },
}: {
  readonly retention: Pick<ChannelSettings['retention'], 'afterClosingDays'>;
}): number => Math.min(mostWarningDays, Math.ceil(afterClosingDays / 2));

/** Hours before its end in which it is looked at once more whether there is news in the case. */
export const lastLookHours = 24;

/** The team is told once, and the scheduled function looks a day before: the second step tells nobody. */
export const retentionLadder = (
  channel: Parameters<typeof warningDays>[0],
  { by }: Pick<RetentionEnd, 'by'>,
): readonly StepTime[] => [
  { step: 'early-reminder', at: addDays(new Date(by), -warningDays(channel)) },
  { step: 'reminder', at: addHours(new Date(by), -lastLookHours) },
];

/** Of what ends, that of which the team is warned by now, the earliest first; nothing in a channel that left the settings. */
export const endsSoon = (
  channel: Parameters<typeof warningDays>[0] | undefined,
  ends: readonly RetentionEnd[],
  now: Date,
): readonly RetentionEnd[] =>
  channel === undefined
    ? []
    : ends
        .filter(({ by }) => new Date(by) <= addDays(now, warningDays(channel)))
        .toSorted((one, other) => (one.by < other.by ? -1 : Number(one.by > other.by)));
