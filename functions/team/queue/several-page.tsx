import type { InOneCase } from '../../domain/casework/handling/in-several-cases.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import { casePath, routes } from '../routes.ts';
import { ErrorSummary, Layout } from '../ui/layout.tsx';

type Props = {
  readonly settings: Settings;
  readonly member: Member;
  /** What was asked for, as in `Tag the cases`. */
  readonly asked: string;
  readonly done: readonly InOneCase[];
  /** Why nothing was done at all. */
  readonly problem?: string | undefined;
};

const outcomeText = ({ outcome, detail }: InOneCase): string => {
  switch (outcome) {
    case 'done':
      return 'Done.';
    case 'unchanged':
      return 'It was so already.';
    case 'not-found':
      return 'There is no such case.';
    case 'forbidden':
      return 'Not done: your role does not include this.';
    case 'unopened':
      return 'Not done: open the case first. That says that you have no conflict of interest.';
    case 'refused':
      return `Not done: ${detail ?? 'it was refused.'}`;
    case 'busy':
      return 'Not done: somebody else was changing the case. Try again.';
  }
};

/** What came of it in each of the chosen cases. */
export const SeveralPage = ({ settings, member, asked, done, problem }: Props) => (
  <Layout settings={settings} member={member} title="Several cases" failed={problem !== undefined}>
    <h1>{asked}</h1>
    <ErrorSummary problems={problem === undefined ? [] : [{ field: '', text: problem }]} />
    {done.length > 0 && (
      <>
        <p role="status">
          Done in {done.filter(({ outcome }) => outcome === 'done').length} of {done.length}.
        </p>
        <ul class="plain">
          {done.map((one) => (
            <li>
              {one.caseName === undefined ? 'A case' : <a href={casePath(one.id)}>{one.caseName}</a>}
              {': '}
              {outcomeText(one)}
            </li>
          ))}
        </ul>
      </>
    )}
    <p>
      <a href={routes.queue}>Back to the cases</a>
    </p>
  </Layout>
);
