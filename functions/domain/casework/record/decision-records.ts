import { appealDates } from '../../appeal/appeal-state.ts';
import { appeal, type Appeal } from '../../appeal/appeal.ts';
import { approval, softConflict } from '../../decision/approval.ts';
import { decisionDates } from '../../decision/decision-dates.ts';
import { decision, type Decision } from '../../decision/decision.ts';
import { evidence } from '../../decision/evidence.ts';
import { finding } from '../../decision/finding.ts';
import { hold, holdDates, type Hold } from '../../decision/hold.ts';
import { measureDates } from '../../decision/measure-state.ts';
import { measure, type Measure } from '../../decision/measure.ts';
import { opinion, type Opinion } from '../../decision/opinion.ts';
import { proposal, type Proposal } from '../../decision/proposal.ts';
import { publicBan } from '../../decision/public-ban.ts';
import { respondent } from '../../decision/respondent.ts';
import { twoPersonRequest } from '../../decision/two-person-request.ts';
import { endOfDay } from '../../kernel/clock.ts';
import { datesAfter } from './record-dates.ts';
import { recordKind } from './work-record.ts';

/** The kinds of records by which a case is decided. */
export const respondentRecord = recordKind({ name: 'respondent', schema: respondent, rewritten: true });
export const evidenceRecord = recordKind({ name: 'evidence', schema: evidence, rewritten: true });
export const findingRecord = recordKind({ name: 'finding', schema: finding, rewritten: true });

const byDay = (on: string | undefined) => (on === undefined ? [] : [{ by: endOfDay(on) }]);

/** Until somebody notes what was answered, the day by which it was to be. */
export const opinionRecord = recordKind({
  name: 'opinion',
  schema: opinion,
  rewritten: true,
  headAfter: (head, number, { asked, said, whyNotAsked }: Opinion) => {
    const waits = said === undefined && whyNotAsked === undefined;
    return { taskDates: datesAfter(head, { of: 'opinion', number }, waits ? byDay(asked?.by) : []) };
  },
});

/** While it is open, the day until which it should be decided: then the leads are told. */
export const proposalRecord = recordKind({
  name: 'proposal',
  schema: proposal,
  rewritten: true,
  headAfter: (head, number, { status, decideBy }: Proposal) => ({
    taskDates: datesAfter(head, { of: 'proposal', number }, status === 'open' ? byDay(decideBy) : []),
  }),
});

export const approvalRecord = recordKind({ name: 'approval', schema: approval, rewritten: false });
export const softConflictRecord = recordKind({
  name: 'soft-conflict',
  schema: softConflict,
  rewritten: false,
});

export const decisionRecord = recordKind({
  name: 'decision',
  schema: decision,
  rewritten: true,
  headAfter: (head, number, content: Decision) => ({
    taskDates: datesAfter(head, { of: 'decision', number }, decisionDates(content)),
  }),
});
export const measureRecord = recordKind({
  name: 'measure',
  schema: measure,
  rewritten: true,
  headAfter: (head, number, content: Measure) => ({
    taskDates: datesAfter(head, { of: 'measure', number }, measureDates(content)),
  }),
});
export const holdRecord = recordKind({
  name: 'hold',
  schema: hold,
  rewritten: true,
  headAfter: (head, number, content: Hold) => ({
    taskDates: datesAfter(head, { of: 'hold', number }, holdDates(content)),
  }),
});
export const publicBanRecord = recordKind({ name: 'public-ban', schema: publicBan, rewritten: true });

export const twoPersonRequestRecord = recordKind({
  name: 'two-person-request',
  schema: twoPersonRequest,
  rewritten: true,
});

/** Until it was held, the day of its hearing. */
export const appealRecord = recordKind({
  name: 'appeal',
  schema: appeal,
  rewritten: true,
  headAfter: (head, number, content: Appeal) => ({
    taskDates: datesAfter(head, { of: 'appeal', number }, appealDates(content)),
  }),
});
