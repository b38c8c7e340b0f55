import { countersOf } from '../../domain/casework/change/case-store.ts';
import { reporterThread } from '../../domain/thread/thread-name.ts';
import type { Child } from 'hono/jsx';
import { isKept, type CaseForm, type CaseView } from './case-view.ts';

/** One matter of a case: how it stands, and behind a summary what can be changed. */
export const Panel = (props: { readonly id: string; readonly heading: string; readonly children: Child }) => (
  <section class="panel" id={props.id} aria-labelledby={`${props.id}-heading`}>
    <h2 id={`${props.id}-heading`}>{props.heading}</h2>
    {props.children}
  </section>
);

/** A form behind a summary; open when it was sent and refused. */
export const Folded = (props: {
  readonly view: CaseView;
  readonly form: CaseForm;
  readonly summary: string;
  readonly children: Child;
}) => (
  <details open={isKept(props.view, props.form)}>
    <summary>{props.summary}</summary>
    {props.children}
  </details>
);

/** How far the member has read, and what makes sending twice one. */
export const Hidden = ({ view }: { readonly view: CaseView }) => (
  <>
    <input type="hidden" name="key" value={view.key} />
    <input type="hidden" name="version" value={String(view.read.head.version)} />
    <input type="hidden" name="entries" value={String(countersOf(view.read.head, reporterThread).entries)} />
  </>
);
