import { attachProblem } from '../../web/files/file-problems.ts';
import type { Problem } from '../../web/answer/problem.ts';
import { inKilobytes } from '../../domain/kernel/size.ts';
import { threadLimitBytes } from '../../domain/kernel/text.ts';
import type { ReplyResult } from '../../domain/thread/reply.ts';
import { noDoorProblem } from './bearer-token.ts';

const threadFull: Problem = {
  status: 409,
  code: 'thread-full',
  detail: `The conversation has reached its limit of ${inKilobytes(threadLimitBytes)}. File a new report and mention the name of this case.`,
};
const tooMany = (retryAfterSeconds: number): Problem => ({
  status: 429,
  code: 'too-many-entries',
  detail: 'The conversation has had as many messages as it can take in one hour. Nothing was stored.',
  headers: { 'retry-after': String(retryAfterSeconds) },
});

const notTheirs: Problem = {
  status: 403,
  code: 'not-theirs',
  detail: 'Nobody can do this in this conversation.',
};

/** What it is about is not so. */
const misfitProblem = (why: string): Problem => {
  switch (why) {
    case 'not-theirs':
      return notTheirs;
    case 'late-without-reason':
      return {
        status: 422,
        code: why,
        detail: 'The time for an appeal is over. Say in `late` why it comes late.',
        errors: [{ pointer: '/facts/late', detail: 'Say why it comes late.' }],
      };
    case 'not-told':
      return {
        status: 422,
        code: why,
        detail: 'This is no decision that the reporter was told of and that holds.',
        errors: [{ pointer: '/facts/decision', detail: 'Is no decision they were told of that holds.' }],
      };
    default:
      return {
        status: 409,
        code: why,
        detail: 'The page of this conversation offers no such thing now. Nothing was stored.',
      };
  }
};

export const badReplyKey: Problem = {
  status: 400,
  code: 'idempotency-key-invalid',
  detail: 'Idempotency-Key must be 1 to 200 visible ASCII characters.',
};
export const isReplyKey = (given: string): boolean => /^[!-~]{1,200}$/.test(given);

/** Why a message was not stored. */
export const replyProblem = (refusal: Exclude<ReplyResult, { kind: 'sent' }>): Problem => {
  switch (refusal.kind) {
    case 'unusable':
    case 'must-change':
      return noDoorProblem(refusal);
    case 'not-theirs':
      return notTheirs;
    case 'misfit':
      return misfitProblem(refusal.why);
    case 'thread-full':
      return threadFull;
    case 'too-many':
      return tooMany(refusal.retryAfterSeconds);
    case 'files-unknown':
    case 'files-gone':
    case 'too-many-files':
    case 'case-full':
      return attachProblem(refusal);
  }
};
