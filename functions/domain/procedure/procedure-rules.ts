/** What is checked of how a case was handled. */
export const procedureRules = [
  'log-whole',
  'quorum',
  'approvals',
  'approved-after-opening',
  'second-approver',
  'appeal-by-others',
  'emergency-confirmed',
  'requests-by-two',
  'stepped-aside',
  'dates-kept',
] as const;
export type ProcedureRule = (typeof procedureRules)[number];

/** `open`: its time has not come. `not-recorded`: from before a release that wrote it down. */
export const ruleOutcomes = ['kept', 'broken', 'open', 'not-recorded'] as const;
export type RuleOutcome = (typeof ruleOutcomes)[number];

/** How often a rule was kept and broken. */
export type RuleCounts = Readonly<Record<ProcedureRule, Readonly<Record<RuleOutcome, number>>>>;

/** What exactly is wrong. */
export const findingKinds = [
  'log-broken',
  'log-too-long',
  'too-few-present',
  'too-few-approvals',
  'no-lead-approved',
  'approvals-not-in-log',
  'approved-unopened',
  'approved-by-proposer-alone',
  'decided-own-decision',
  'confirmed-late',
  'not-confirmed',
  'confirmed-by-oneself',
  'asked-and-agreed-alone',
  'acted-after-stepping-aside',
  'date-missed',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** What was done once, or not done, and by which rule it is judged. */
export type Judged = {
  readonly rule: ProcedureRule;
  readonly outcome: RuleOutcome;
  /** In UTC: `2026-11`. A day could tell which case it is. */
  readonly month: string;
  /** Only of what is broken. */
  readonly kind?: FindingKind;
  /** Who took part in it, by letters that mean something within one case alone. */
  readonly people?: readonly string[];
  /** The name of a date that was promised. */
  readonly promise?: string;
};

const none = { kept: 0, broken: 0, open: 0, 'not-recorded': 0 };

export const noCounts: RuleCounts = {
  'log-whole': none,
  quorum: none,
  approvals: none,
  'approved-after-opening': none,
  'second-approver': none,
  'appeal-by-others': none,
  'emergency-confirmed': none,
  'requests-by-two': none,
  'stepped-aside': none,
  'dates-kept': none,
};

export const counted = (before: RuleCounts, judged: readonly Judged[]): RuleCounts =>
  judged.reduce<RuleCounts>(
    (counts, { rule, outcome }) => ({
      ...counts,
      [rule]: { ...counts[rule], [outcome]: counts[rule][outcome] + 1 },
    }),
    before,
  );
