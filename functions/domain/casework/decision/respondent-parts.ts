import * as z from 'zod';
import { everybody, type PermissionRow } from '../../authorization/permissions.ts';
import { mostHandles, respondentLimitBytes, type Handle } from '../../decision/respondent.ts';
import { freeText, requiredText } from '../../kernel/text.ts';
import type { ProblemText } from '../change/problem-text.ts';

/** What adding, editing and merging respondents have in common. */

// Says to those who read the case whom it is about. Nobody sees more or less of any case by it, and every change stands in
// the audit log.
export const respondentPermission: PermissionRow = { roles: everybody };

const handle = z.strictObject({
  platform: requiredText(respondentLimitBytes.platform).describe(
    'The name of a platform in the settings, or any other.',
  ),
  handle: requiredText(respondentLimitBytes.handle),
});

/** Each once. */
export const distinctHandles = (handles: readonly Handle[]): Handle[] => [
  ...new Map(handles.map((one) => [JSON.stringify([one.platform, one.handle]), one] as const)).values(),
];

export const respondentFields = {
  name: freeText(respondentLimitBytes.name).optional(),
  handles: z.array(handle).max(mostHandles, `At most ${mostHandles}.`).transform(distinctHandles).optional(),
  reach: freeText(respondentLimitBytes.reach)
    .optional()
    .describe('Ways to reach them, as the team types them.'),
  relation: freeText(respondentLimitBytes.relation).optional().describe('What they are in the community.'),
};

/** What was typed, or nothing where nothing was. */
export const unlessEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/** The number of a record in an address; 0, which none has, where it is no number. */
export const numberOf = (part: string | undefined): number => Number(/^\d{1,6}$/.exec(part ?? '')?.[0] ?? 0);

export type NoSuchRespondent = { readonly kind: 'no-such-respondent' };
/** They turned out to be another respondent, who is changed instead. */
export type Merged = { readonly kind: 'merged'; readonly into: number };

export const noSuchRespondent: ProblemText = {
  is: 'missing',
  code: 'no-such-respondent',
  detail: 'There is no such respondent in this case.',
};

export const mergedAlready = ({ into }: Merged): ProblemText => ({
  is: 'conflict',
  code: 'respondent-merged',
  detail: 'They have been merged with another respondent of this case. Change that one.',
  more: { mergedInto: into },
});
