import type { CaseOperation } from '../../domain/casework/change/operation.ts';
import { handedOver } from '../../domain/casework/doors/hand-over-door.ts';
import type { Language } from '../../settings/localised.ts';
import { outcomeOf, run } from '../handling/run-operation.ts';
import type { Outcome, Posted } from '../handling/posted-form.ts';
import { HandedOverPage } from './handed-over-page.tsx';

/**
 * A form that makes words to hand over: they are shown in its answer, this one time.
 * @param language of the text that is prepared for sending them
 */
export const postHandOver = async (
  posted: Posted,
  operation: CaseOperation,
  input: Readonly<Record<string, unknown>>,
  language: Language,
): Promise<Outcome> => {
  const { c, id, caseContext, form } = posted;
  const ran = await run(posted, operation, input);
  if (ran.kind !== 'done') return outcomeOf(form, operation, ran);
  const { settings, member } = caseContext;
  const handed = handedOver.parse(ran.answer);
  return {
    kind: 'shown',
    response: c.html(<HandedOverPage {...{ settings, member, caseId: id, handed, language }} />, 201),
  };
};
