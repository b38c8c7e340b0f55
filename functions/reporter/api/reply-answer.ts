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

const misfit = (why: string): Problem => ({
  status: 409,
  code: why,
  detail:
    why === 'late-without-reason'
      ? 'The time for it is over: say in `late` why it comes late. Nothing was stored.'
      : 'The page of this conversation offers no such thing. Nothing was stored.',
});

const notTheirs: Problem = {
  status: 403,
  code: 'not-theirs',
  detail: 'Nobody can do this in this conversation.',
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
    case 'held':
      return noDoorProblem(refusal);
    case 'not-theirs':
      return notTheirs;
    case 'misfit':
      return misfit(refusal.why);
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
