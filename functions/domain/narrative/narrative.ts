import { createHash } from 'node:crypto';
import * as z from 'zod';
import { language, type Language } from '../../settings/localised.ts';
import { requiredText } from '../kernel/text.ts';
import { author } from '../member/author.ts';

const tick = z.object({ by: author, on: z.iso.date() });

/**
 * What is told of a closed case in a transparency report, in words of the team. Who wrote it has said yes to it by that.
 * Sealed under the casework key; a case has one at most, of number 1, and a new text takes its place without approval.
 */
export const narrative = z.object({
  language,
  text: z.string(),
  written: tick,
  /** Ids of everybody who was on the team then: who joins later does not approve it. */
  team: z.array(z.string()),
  approved: tick.optional(),
  withdrawn: tick.optional(),
});
export type Narrative = z.infer<typeof narrative>;
export const narrativeNumber = 1;

/** Characters of a text. */
export const mostNarrativeCharacters = 1200;

/** A text as it comes in: some lines, and no more than a reader of a report reads. */
export const narrativeText = requiredText(4 * mostNarrativeCharacters).refine(
  (text) => Array.from(text).length <= mostNarrativeCharacters,
  { message: `Must be at most ${mostNarrativeCharacters} characters.` },
);

export type NarrativeText = { readonly language: Language; readonly text: string };

/** What an approval binds: this text, in this language, of this case. */
export const narrativeHash = (caseId: string, { language: of, text }: NarrativeText): string =>
  createHash('sha256')
    .update(JSON.stringify(['conductline narrative', caseId, of, text]))
    .digest('base64url');

/** What a draft binds: this text in this language, whatever case it is of. Texts stand in the order of these. */
export const narrativeTextHash = ({ language: of, text }: NarrativeText): string =>
  createHash('sha256')
    .update(JSON.stringify(['conductline narrative', of, text]))
    .digest('base64url');

export const narrativeStates = ['waits', 'approved', 'withdrawn'] as const;
export type NarrativeState = (typeof narrativeStates)[number];

export const narrativeState = ({ approved, withdrawn }: Narrative): NarrativeState => {
  if (withdrawn) return 'withdrawn';
  return approved ? 'approved' : 'waits';
};
