import type { Page } from '../ui/page.ts';
import { AppealFields, type OfferedDecision } from './appeal-fields.tsx';
import type { KeptAct } from './kept-act.ts';

/** The fields of a form that is for more than a message. The answer to a check-in has no form of its own. */
export const ActFields = (props: {
  readonly page: Page;
  readonly act: KeptAct;
  /** Absent on a page that does not know the conversation. */
  readonly offered?: readonly OfferedDecision[] | undefined;
  readonly today: string;
  readonly problemAt: (field: string) => string | undefined;
}) => {
  const { act } = props;
  return (
    <>
      <input type="hidden" name="act" value={act.name} />
      {act.name === 'appeal' && <AppealFields {...props} kept={act} offered={props.offered} />}
      {act.name === 'check-in' &&
        (['answer', 'after', 'closedOn'] as const).map((name) => (
          <input type="hidden" name={name} value={act[name]} />
        ))}
    </>
  );
};
