import type { ReportSource } from '../../functions/domain/case/source.ts';
import type { FindingOutcome } from '../../functions/domain/decision/finding.ts';

/** Somebody of the team, in both channels or one. */
export type CommunityMember = {
  readonly memberId: string;
  readonly name: string;
  readonly role: 'member' | 'lead';
  readonly channels: readonly string[];
};

export const appealEnds = ['open', 'upheld', 'changed', 'overturned', 'sent-back', 'refused'] as const;

/** What became of an appeal of the respondent. Times are hours since the community began. */
export type AppealTruth = {
  readonly sentAt: number;
  readonly end: (typeof appealEnds)[number];
  readonly acknowledgedAt?: number | undefined;
  readonly endedAt?: number | undefined;
};

export type DecisionTruth = {
  readonly at: number;
  readonly outcome: FindingOutcome;
  readonly rules: readonly string[];
  readonly rung: string | null;
  readonly measures: readonly string[];
  /** How many could take part, and how many of them approved. */
  readonly tookPart: number;
  readonly approved: number;
  readonly appeal?: AppealTruth | undefined;
};

/** A person a case is about: what was found, and the decisions about them, each in the place of the one before. */
export type PersonTruth = {
  /** As the community knows them. */
  readonly person: string;
  readonly found?: { readonly outcome: FindingOutcome; readonly rules: readonly string[] } | undefined;
  readonly decisions: readonly DecisionTruth[];
};

export type Fate = 'withdrawn' | 'erased-unopened' | 'spam' | 'open' | 'closed';

/** All that happened around one report: what the people of the community know among them. */
export type CaseTruth = {
  readonly reporter: string;
  readonly channel: string;
  readonly source: ReportSource;
  readonly anonymous: boolean;
  readonly urgent: boolean;
  /** Ids of members who must not know of it. */
  readonly excluded: readonly string[];
  /** Hours since the community began, as are all times. */
  readonly sentAt: number;
  /** Words to the reporter, and what else counts as one, in their order. */
  readonly words: readonly number[];
  readonly acknowledgedAt?: number | undefined;
  readonly firstAnswerAt?: number | undefined;
  readonly closedAt?: number | undefined;
  readonly fate: Fate;
  readonly people: readonly PersonTruth[];
};
