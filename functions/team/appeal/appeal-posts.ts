import { takeUpAppeal } from '../../domain/casework/appeal/take-up-appeal.ts';
import type { FormFields } from '../../web/request/request-body.ts';
import { operationPath } from '../handling/operation-path.ts';
import { given, outcomeOf, run } from '../handling/run-operation.ts';
import type { Outcome, Posted } from '../handling/posted-form.ts';
import { takeUpFormName } from './take-up-form.tsx';

const numberIn = (posted: Posted, name: string): number | undefined => {
  const typed = given(posted, name);
  return /^\d{1,6}$/.test(typed) ? Number(typed) : undefined;
};

/** The button that takes up an appeal which came through a door. */
export const takeUpPost = {
  path: operationPath(takeUpAppeal),
  form: (_: string, fields: FormFields): string =>
    takeUpFormName(fields.get('thread') ?? '', fields.get('entry') ?? ''),
  post: async (posted: Posted): Promise<Outcome> => {
    const decision = numberIn(posted, 'decision');
    const input = {
      thread: given(posted, 'thread'),
      entry: numberIn(posted, 'entry'),
      ...(decision !== undefined && { decision }),
    };
    return outcomeOf(posted.form, takeUpAppeal, await run(posted, takeUpAppeal, input));
  },
};
