import { proposalInput } from '../../domain/casework/decision/proposal-input.ts';
import { letterConsequences } from '../../domain/decision/letter-template.ts';
import type { ProposalContent } from '../../domain/decision/proposal.ts';
import { day } from '../../domain/kernel/clock.ts';
import type { Settings } from '../../settings/schema.ts';
import { plainLines } from '../handling/run-operation.ts';
import type { Posted } from '../handling/posted-form.ts';

/** The field in which a form carries what follows as the service wrote it; empty where somebody has written it. */
export const writtenField = 'letterWritten';

/** What the letter says follows, where it is what the service writes from the proposal; else `undefined`. */
export const writtenConsequences = (settings: Settings, content: ProposalContent): string | undefined => {
  const { letter } = content;
  if (!letter) return undefined;
  const written = letterConsequences(settings, content, letter.language);
  return plainLines(letter.consequences) === plainLines(written) ? written : undefined;
};

/**
 * A proposal as its form says it, but with a letter that says what follows as it was chosen: rung, days and measures are often
 * chosen after the form began. A text that a member has changed stays theirs.
 */
export const withConsequencesInStep = (
  { fields, caseContext }: Posted,
  wanted: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => {
  const written = plainLines(fields.get(writtenField) ?? '');
  const { success, data } = proposalInput.safeParse(wanted);
  if (written === '' || !success || !data.letter) return wanted;
  const { letter, rung, until, measures, from = day(caseContext.now) } = data;
  if (plainLines(letter.consequences) !== written) return wanted;
  const facts = { rung, from, until, measures };
  return {
    ...wanted,
    letter: { ...letter, consequences: letterConsequences(caseContext.settings, facts, letter.language) },
  };
};
