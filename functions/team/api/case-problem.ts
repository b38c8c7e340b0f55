import { attachProblem } from '../../adapters/http/file-problems.ts';
import { notFound, type FieldProblem, type Problem } from '../../adapters/http/problem.ts';
import type { AttachRefusal } from '../../domain/attachment/attach-files.ts';
import type { NotAsked } from '../../domain/case/answer-erasure.ts';
import type { GrantRefusal } from '../../domain/case/grant-access.ts';
import type { AssignRefusal, MoveRefusal, TakeRefusal, TaskRefusal } from '../../domain/case/handle-case.ts';
import type { NobodyElse } from '../../domain/case/file-on-behalf.ts';
import { mostLinkedCases, type LinkRefusal } from '../../domain/case/link-cases.ts';
import type { NoIdentity } from '../../domain/case/open-identity.ts';
import type { NoOriginal } from '../../domain/case/open-original.ts';
import type { NotPermitted } from '../../domain/case/permission-of.ts';
import type { LiftRefusal } from '../../domain/case/recuse.ts';
import type { AsideRefusal, LetBackRefusal } from '../../domain/case/set-aside.ts';
import { allowedNextStates } from '../../domain/case/state.ts';
import { mostTasks } from '../../domain/case/task.ts';
import type { NoContactPromised } from '../../domain/case/in-touch.ts';
import type { ChannelRefusal } from '../../domain/case/transfer-case.ts';
import type { DayPassed, NotesFull, StateRefusal, ThreadFull } from '../../domain/case/work-on-case.ts';
import { inKibibytes, notesLimitBytes, threadLimitBytes } from '../../domain/text.ts';

/** Everything that keeps a member from what they wanted to do to a case. */
export type CaseRefusal =
  | NotPermitted
  | Exclude<GrantRefusal, { kind: 'knows-already' }>
  | AssignRefusal
  | MoveRefusal
  | TakeRefusal
  | TaskRefusal
  | LiftRefusal
  | AsideRefusal
  | LetBackRefusal
  | NobodyElse
  | NoIdentity
  | NoOriginal
  | AttachRefusal
  | LinkRefusal
  | ChannelRefusal
  | StateRefusal
  | ThreadFull
  | DayPassed
  | NoContactPromised
  | NotesFull
  | NotAsked;

const at = (pointer: string, detail: string): readonly FieldProblem[] => [{ pointer, detail }];

/** One answer whether a case never was, has gone, or is not this member's to see. */
export const noSuchCase: Problem = { ...notFound, detail: 'There is no such case.' };

/** What a member is told of a refusal; `code` is stable. */
export const caseProblem = (refusal: CaseRefusal): Problem => {
  switch (refusal.kind) {
    case 'not-found':
      return noSuchCase;
    case 'forbidden':
      return {
        status: 403,
        code: 'forbidden',
        detail: 'Your role does not include this. A lead can do it, or assign the case to you.',
      };
    case 'unopened':
      return {
        status: 409,
        code: 'not-read',
        detail:
          'Open the case first: that says that you have no conflict of interest. See GET /api/cases/{id}/brief, then open it on its page, or with GET /api/cases/{id} and an access token of scope all.',
      };
    case 'other-unopened':
      return {
        status: 409,
        code: 'not-read',
        detail: 'Open the other case first: that says that you have no conflict of interest.',
        errors: at('/caseId', 'Has not been opened by you.'),
      };
    case 'unknown-member':
      return {
        status: 422,
        code: 'unknown-member',
        detail: 'There is no such member.',
        errors: at('/memberId', 'Is no member of the team.'),
      };
    case 'not-of-the-channel':
      return {
        status: 422,
        code: 'not-of-the-channel',
        detail: 'The member does not belong to the channel of this case.',
        errors: at('/memberId', 'Is not in the channel of this case.'),
      };
    case 'excluded-by-reporter':
      return {
        status: 409,
        code: 'excluded-by-reporter',
        detail: 'The reporter does not want this member to see the case. That cannot be overridden.',
        errors: at('/memberId', 'Is excluded by the reporter.'),
      };
    case 'recused':
      return {
        status: 409,
        code: 'recused',
        detail: 'The member has left this case to others because of a conflict of interest.',
        errors: at('/memberId', 'Has recused themselves.'),
      };
    case 'may-not-know':
      return {
        status: 409,
        code: 'may-not-know',
        detail:
          'For this member the case does not exist: excluded, recused, of another channel, or not granted.',
        errors: at('/memberId', 'May not know of this case.'),
      };
    case 'set-aside':
      return {
        status: 409,
        code: 'set-aside',
        detail: 'A lead keeps this member from the case. Let them back first.',
        errors: at('/memberId', 'Was set aside.'),
      };
    case 'not-set-aside':
      return { status: 409, code: 'not-set-aside', detail: 'No lead keeps this member from the case.' };
    case 'oneself':
      return {
        status: 403,
        code: 'oneself',
        detail: 'To step aside yourself, leave the case to others.',
      };
    case 'last-who-may-lead':
      return {
        status: 409,
        code: 'last-who-may-lead',
        detail:
          'Nobody else could lead this case, so this member cannot be kept from it. Who acts for its leads must leave it to somebody else.',
        errors: at('/memberId', 'Is the last who may lead the case.'),
      };
    case 'nobody-else':
      return {
        status: 422,
        code: 'nobody-else',
        detail:
          'Nobody but you could see this report. Leave somebody to look after it, or ask the person to use the form.',
        errors: at('/excludedMembers', 'Must leave somebody besides you who may lead the case.'),
      };
    case 'not-recused':
      return { status: 409, code: 'not-recused', detail: 'The member has not left this case.' };
    case 'own-recusal':
      return { status: 403, code: 'own-recusal', detail: 'Nobody lifts their own recusal.' };
    case 'not-asked':
      return {
        status: 409,
        code: 'erasure-not-asked',
        detail: 'The reporter has not asked for everything to be erased, or has been answered.',
      };
    case 'not-urgent':
      return { status: 409, code: 'not-urgent', detail: 'Nothing urgent waits in this case.' };
    case 'taken-by':
      return {
        status: 409,
        code: 'taken',
        detail: `${refusal.name} has taken it on ${refusal.on}.`,
        more: { by: refusal.name, on: refusal.on },
      };
    case 'not-running':
      return {
        status: 409,
        code: 'deadline-not-running',
        detail: 'This date is not promised any more in the state of the case.',
        errors: at('/deadline', 'Is not running.'),
      };
    case 'missed-already':
      return {
        status: 409,
        code: 'deadline-missed',
        detail: 'This date has passed. It stays missed; answer the reporter to give a new one.',
        errors: at('/deadline', 'Has passed.'),
      };
    case 'not-in-range':
      return {
        status: 422,
        code: 'invalid-fields',
        detail: 'The new date must be later than now and within a year.',
        errors: at('/by', 'Must be later than now and within a year.'),
      };
    case 'too-many-tasks':
      return { status: 409, code: 'too-many-tasks', detail: `A case has at most ${mostTasks} tasks.` };
    case 'no-such-task':
      return { ...notFound, code: 'no-such-task', detail: 'There is no such task.' };
    case 'unknown-channel':
      return {
        status: 422,
        code: 'unknown-channel',
        detail: 'There is no such channel, or the case is in it already.',
        errors: at('/channel', 'Must be another channel.'),
      };
    case 'nobody-there':
      return {
        status: 409,
        code: 'nobody-there',
        detail:
          'Nobody in that channel may lead this case: they are excluded, have left it to others, are outside reviewers, or joined after the report was sent. Who acts for its leads must leave it to somebody else.',
        errors: at('/channel', 'Has nobody who may lead this case.'),
      };
    case 'same-case':
      return {
        status: 422,
        code: 'same-case',
        detail: 'This is the case itself.',
        errors: at('/caseId', 'Must be another case.'),
      };
    case 'linked-already':
      return { status: 409, code: 'linked-already', detail: 'These cases are linked already.' };
    case 'not-linked':
      return { status: 409, code: 'not-linked', detail: 'These cases are not linked.' };
    case 'too-many-links':
      return {
        status: 409,
        code: 'too-many-links',
        detail: `A case can be linked to at most ${mostLinkedCases} others.`,
      };
    case 'no-identity':
      return {
        status: 404,
        code: 'no-identity',
        detail: 'The reporter has not said this of themselves.',
      };
    case 'no-original':
      return {
        status: 404,
        code: 'no-original',
        detail: 'There is no such file, or no original was kept of it.',
      };
    case 'files-unknown':
    case 'files-gone':
    case 'too-many-files':
    case 'case-full':
      return attachProblem(refusal);
    case 'thread-full':
      return {
        status: 409,
        code: 'thread-full',
        detail: `The conversation has reached its limit of ${inKibibytes(threadLimitBytes)}.`,
      };
    case 'day-passed':
      return {
        status: 422,
        code: 'invalid-fields',
        detail: 'This day has passed.',
        errors: at('/inTouch/by', 'Has passed.'),
      };
    case 'no-contact-promised':
      return {
        status: 409,
        code: 'no-contact-promised',
        detail: 'The reporter has not been told that somebody will be in touch, or they have been.',
      };
    case 'no-word':
      return {
        status: 422,
        code: 'invalid-fields',
        detail: 'Closing a case needs a message to the reporter, or the reason why they get none.',
        errors: at('/message', 'Write to the reporter, or say in `whyNoMessage` why not.'),
      };
    case 'notes-full':
      return {
        status: 409,
        code: 'notes-full',
        detail: `The notes of this case have reached their limit of ${inKibibytes(notesLimitBytes)}.`,
      };
    case 'changed':
      return {
        status: 409,
        code: 'case-changed',
        detail: `The case has changed; it is now at version ${refusal.version}. Read it again before you decide.`,
        errors: at('/version', 'Is not the current version.'),
      };
    case 'not-allowed':
      return {
        status: 409,
        code: 'state-not-allowed',
        detail: `A case that is ${refusal.from} can become: ${allowedNextStates(refusal.from).join(', ')}.`,
        errors: at('/state', 'Does not follow from the current state.'),
      };
  }
};
