import type { CaseContext } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import { entryIdOf } from '../change/register-after.ts';
import type { ProblemText } from '../change/problem-text.ts';
import type { Merged, NoSuchRespondent } from '../decision/respondent-parts.ts';
import type { LookedFor } from './look-up.ts';
import { respondentOf } from './met-before.ts';
import { openEntries, type OpenedEntry } from './open-entries.ts';
import type { OpenedRegister } from './persons.ts';

/** The respondent has no entry that can be read: nothing was written of them since there is a register. */
export type NotInRegister = { readonly kind: 'not-in-register' };

export const notInRegister: ProblemText = {
  is: 'conflict',
  code: 'not-in-register',
  detail:
    'The register has no entry of them that can be read. Change what is known of them, which writes it anew, then try again.',
};

export type OwnEntry = { readonly lookedFor: LookedFor; readonly own: OpenedEntry };

/** The entry of a respondent of a case that the member has opened. */
export const ownEntryOf = async (
  context: CaseContext,
  { rings }: OpenedRegister,
  opened: OpenCase,
  number: number,
): Promise<OwnEntry | NoSuchRespondent | Merged | NotInRegister> => {
  const lookedFor = await respondentOf(context, opened, number);
  if ('kind' in lookedFor) return lookedFor;
  const { caseworkKey } = opened;
  const places = caseworkKey ? [{ id: entryIdOf(caseworkKey, number) }] : [];
  const entries = await openEntries(context, rings, places);
  const own = entries.find(({ entry }) => entry.caseId === lookedFor.caseId);
  return own ? { lookedFor, own } : { kind: 'not-in-register' };
};
