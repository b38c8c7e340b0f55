import type { AppealState } from '../../domain/appeal/appeal-state.ts';
import type { AppealOutcome, AppealSide } from '../../domain/appeal/appeal.ts';

/** What the team's pages call things about appeals. */
export const sideNames: Readonly<Record<AppealSide, string>> = {
  respondent: 'the respondent',
  reporter: 'the reporter',
};

export const appealStateNames: Readonly<Record<AppealState, string>> = {
  late: 'Late: a lead says whether it is taken',
  again: 'A second appeal: members without a part say whether it is taken',
  open: 'Open',
  changing: 'Decided: it stands once the proposal that follows is in force',
  decided: 'Decided',
  refused: 'Not taken',
};

export const outcomeNames: Readonly<Record<AppealOutcome, string>> = {
  upheld: 'the decision stays',
  changed: 'the decision is changed',
  overturned: 'the decision is overturned',
  'sent-back': 'those who decided look at it again',
};
