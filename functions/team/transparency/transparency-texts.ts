import type { ApproveResult } from '../../domain/transparency/approve-report.ts';
import type { ChooseResult } from '../../domain/transparency/choose-narratives.ts';
import { mostReportsOfPeriod, type DraftRefusal } from '../../domain/transparency/draft-report.ts';
import { mostMonthsOfPeriod } from '../../domain/statistics/report-period.ts';

/** Why a period was not counted, in a sentence, and the field it is about. */
export const draftProblem = (refusal: DraftRefusal): { readonly field: string; readonly text: string } => {
  switch (refusal.kind) {
    case 'not-a-period':
      return {
        field: 'until',
        text: `Choose a last month that is not before the first, ${mostMonthsOfPeriod} months at most.`,
      };
    case 'too-early':
      return {
        field: 'until',
        text: `This period can be counted from ${refusal.from} on: earlier, the time alone could tell of a case.`,
      };
    case 'published-before':
      return {
        field: 'until',
        text: 'There is a report of this period. A published report is never changed.',
      };
    case 'not-readers':
      return {
        field: 'readers',
        text: 'Choose at least one other person. Whoever reads a draft is in every channel.',
      };
    case 'too-few':
      return { field: 'until', text: 'There are too few reports in this period. Choose a longer one.' };
    case 'too-many':
      return {
        field: 'until',
        text: `A report counts ${mostReportsOfPeriod} at most. Choose a shorter period.`,
      };
    case 'unprotected':
      return {
        field: 'until',
        text: 'Together with earlier reports this one would tell small numbers. Choose a longer period, or one that does not overlap.',
      };
    case 'damaged':
      return {
        field: '',
        text: 'Something that has to be counted cannot be read. Ask whoever runs the service.',
      };
  }
};

type Refused = Exclude<ApproveResult['kind'], 'approved' | 'published' | 'no-such-draft'>;

export const approvalTexts: Readonly<Record<Refused, string>> = {
  'approved-before': 'You have approved this. Somebody else has to as well.',
  'changed-meanwhile': 'Somebody changed it meanwhile. Look at it again.',
  'needs-lead': 'One of those who approve leads the team.',
  outdated: 'Another report was published since this was counted. Remove this draft and count again.',
  'narratives-changed':
    'A text in it was withdrawn or changed, or its case was opened again, erased or hidden from somebody. Remove this draft and count again.',
};

type NotChosen = Exclude<ChooseResult, { kind: 'chosen' | 'no-such-draft' }>;

export const chooseTexts = (result: NotChosen): string => {
  switch (result.kind) {
    case 'no-such-text':
      return 'This is none of the texts that the report can tell.';
    case 'too-many-texts':
      return `This report tells at most ${result.most} texts: one for every few cases that were closed.`;
    case 'changed-meanwhile':
    case 'narratives-changed':
      return approvalTexts[result.kind];
  }
};
