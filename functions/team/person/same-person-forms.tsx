import { notSamePerson, samePerson } from '../../domain/casework/register/join-person.ts';
import { formAction } from '../handling/operation-path.ts';

/** The two answers to whether a respondent of a case and an entry are the same person. */
export const SamePersonForms = (props: {
  readonly caseId: string;
  readonly respondent: number;
  readonly entry: string;
}) => {
  const { caseId, respondent, entry } = props;
  return (
    <div class="buttons">
      {(
        [
          [samePerson, 'Same person'],
          [notSamePerson, 'Not the same person'],
        ] as const
      ).map(([operation, label]) => (
        <form method="post" action={formAction(operation, caseId, respondent)}>
          <input type="hidden" name="entry" value={entry} />
          <button type="submit" class="quiet small">
            {label}
          </button>
        </form>
      ))}
    </div>
  );
};
