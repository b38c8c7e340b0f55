import type { DeadlineName } from '../../domain/deadline/running-deadlines.ts';
import type { FindingKind, ProcedureRule } from '../../domain/procedure/procedure-rules.ts';
import { deadlineLabels } from '../ui/words.ts';

/** What is checked, and what it means that it was kept. */
export const ruleWords: Readonly<Record<ProcedureRule, readonly [name: string, means: string]>> = {
  'log-whole': ['Audit log', 'Every line follows from the one before it, from the first to the last.'],
  quorum: ['Quorum', 'Enough people could take part when a decision came into force.'],
  approvals: [
    'Approvals',
    'Enough of them approved the text as it was last written, a lead among them where the rule says so.',
  ],
  'approved-after-opening': [
    'No conflict said first',
    'Who approved had opened the case, and so said that they have no conflict of interest.',
  ],
  'second-approver': [
    'A second person',
    'Where a rule wants several people, somebody approved who had not written the proposal.',
  ],
  'appeal-by-others': ['Appeals', 'Who decided an appeal had no part in the decision.'],
  'emergency-confirmed': [
    'Restrictions at once',
    'Somebody else confirmed or lifted, in time, what one member did alone.',
  ],
  'requests-by-two': ['Copies and erasures', 'Who agreed was not who asked.'],
  'stepped-aside': ['Recusals', 'Who left a case to others did nothing more in it until they were let back.'],
  'dates-kept': ['Dates', 'What was promised by a date was done by then.'],
};

export const findingWords: Readonly<Record<FindingKind, string>> = {
  'log-broken': 'Lines of the audit log were changed, are missing, or do not open.',
  'log-too-long': 'The audit log is too long to be checked here. Ask for its export.',
  'too-few-present': 'Too few people could take part.',
  'too-few-approvals': 'Too few people approved it.',
  'no-lead-approved': 'No lead approved it.',
  'approvals-not-in-log': 'The log does not show the approvals that the decision rests on.',
  'approved-unopened': 'Somebody approved who had not opened the case.',
  'approved-by-proposer-alone': 'Only who wrote the proposal approved it.',
  'decided-own-decision': 'Who decided the appeal had a part in the decision.',
  'confirmed-late': 'A restriction was looked at late.',
  'not-confirmed': 'Nobody has looked at a restriction in time.',
  'confirmed-by-oneself': 'Who imposed a restriction confirmed it.',
  'asked-and-agreed-alone': 'The same person asked and agreed.',
  'acted-after-stepping-aside': 'Somebody did something in a case that they had left to others.',
  'date-missed': 'A date was missed.',
};

export const promiseWords = (promise: string): string =>
  Object.hasOwn(deadlineLabels, promise)
    ? // The line names one of the dates that cases have; one of a later release is shown as it is stored.
      deadlineLabels[promise as DeadlineName]
    : promise;
