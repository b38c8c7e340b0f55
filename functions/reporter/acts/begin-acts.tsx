import type { OpenThread } from '../../domain/thread/open-thread.ts';
import { routes } from '../routes.ts';
import type { Page } from '../ui/page.ts';
import type { OfferedDecision } from './appeal-fields.tsx';
import type { KeptAct } from './kept-act.ts';

/** Turns the form below into that of an act, or back; what is typed in it stays. */
export const BeginButton = (props: {
  readonly page: Page;
  readonly begin: KeptAct['name'] | 'message';
  readonly label: string;
}) => (
  <button
    type="submit"
    class="quiet"
    form="reply"
    formaction={`${props.page.href(routes.shown)}#reply`}
    name="begin"
    value={props.begin}
  >
    {props.label}
  </button>
);

/** Whether the reporter has appealed against one of these decisions. */
const hasAppealed = ({ entries }: OpenThread, offered: readonly OfferedDecision[]): boolean =>
  entries.some(
    ({ entry }) =>
      entry !== 'unreadable' &&
      entry.kind === 'act' &&
      entry.act === 'appeal' &&
      offered.some(({ decision }) => String(decision) === entry.facts.decision),
  );

/** What a reporter can tell besides a message: retaliation at any time, an appeal against what they were told. */
export const BeginActs = (props: {
  readonly page: Page;
  readonly thread: OpenThread;
  readonly act: KeptAct | undefined;
  readonly offered: readonly OfferedDecision[];
}) => {
  const { page, thread, act, offered } = props;
  const { begin, retaliation, appeal } = page.messages.safety;
  return (
    <section aria-labelledby="begin">
      <h2 id="begin">{begin}</h2>
      {act?.name !== 'retaliation' && (
        <>
          <BeginButton page={page} begin="retaliation" label={retaliation.button} />
          <p class="hint">{retaliation.hint}</p>
        </>
      )}
      {offered.length > 0 && act?.name !== 'appeal' && (
        <>
          <BeginButton page={page} begin="appeal" label={appeal.button} />
          <p class="hint">{hasAppealed(thread, offered) ? appeal.again : appeal.hint}</p>
        </>
      )}
    </section>
  );
};

/** What stands above the form while it is for an act: what it is about, and in danger, whom to call. */
export const ActHeading = (props: {
  readonly page: Page;
  readonly act: KeptAct;
  readonly unattended: boolean;
}) => {
  const { page, act } = props;
  const { safety, receipt } = page.messages;
  if (act.name === 'check-in') return null;
  return (
    <>
      <h2>{safety[act.name].heading}</h2>
      {act.name === 'retaliation' && (
        <p>{props.unattended ? receipt.nobodyTold : safety.retaliation.toldAtOnce}</p>
      )}
      <BeginButton page={page} begin="message" label={safety.instead} />
    </>
  );
};
