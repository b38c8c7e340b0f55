import type { LetterPart } from '../../domain/decision/letter.ts';

/** What the parts of a letter are called on the team's pages. */
export const partLabels: Readonly<Record<LetterPart, string>> = {
  behaviour: 'What the respondent did',
  impact: 'What it did to people',
  expected: 'What is expected of them',
  consequences: 'What follows',
};

const ofProposal = [
  ['respondent', 'About'],
  ['rung', 'Rung of the ladder'],
  ['from', 'From'],
  ['until', 'Last day'],
  ['measures', 'Measures'],
  ['measuresType', 'Measure'],
  ['measuresWhat', 'Measure, what exactly'],
  ['measuresDueOn', 'Measure, to be done by'],
  ['measuresUntil', 'Measure, last day'],
  ['measuresFollowUpId', 'Measure, who follows it up'],
  ['measuresRestrictions', 'Measure, where'],
  ['letterLanguage', 'Language of the letter'],
  ['letterBehaviour', partLabels.behaviour],
  ['letterImpact', partLabels.impact],
  ['letterExpected', partLabels.expected],
  ['letterConsequences', partLabels.consequences],
  ['whyNoLetter', 'Why the respondent is told nothing'],
  ['reporterText', 'What the reporter reads'],
  ['reasons', 'Reasons'],
  ['reviewOn', 'Review it on'],
  ['lawyerOn', 'A lawyer looked at it on'],
] as const;

const proposalForms = ['proposal', 'edited'] as const;

/** What the fields of the Decision page are called in a sentence, by their ids. */
export const decisionLabels: readonly (readonly [id: string, label: string])[] = [
  ['finding-outcome', 'What you have found'],
  ['finding-rules', 'Rules of the code of conduct'],
  ['finding-summary', 'What happened'],
  ['finding-impact', 'What it did to people'],
  ['approval-note', 'Why'],
  ...proposalForms.flatMap((form) => ofProposal.map(([name, label]) => [`${form}-${name}`, label] as const)),
];

/** Those of them that are days. */
export const decisionDays: readonly string[] = proposalForms.flatMap((form) =>
  ['from', 'until', 'measuresDueOn', 'measuresUntil', 'reviewOn', 'lawyerOn'].map(
    (name) => `${form}-${name}`,
  ),
);
