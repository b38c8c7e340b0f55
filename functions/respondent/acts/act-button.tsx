import type { DoorActName } from '../../domain/door/door-act.ts';
import { routes } from '../../reporter/routes.ts';
import type { Page } from '../../reporter/ui/page.ts';

/** Leads to the form for an act. Pressing it sends nothing. */
export const ActButton = (props: {
  readonly page: Page;
  readonly handle: string;
  readonly act: DoorActName;
  readonly facts?: Readonly<Record<string, string>>;
  readonly label: string;
  /** The id of what it is about, where several of them stand on a page. */
  readonly describedBy?: string;
}) => (
  <form method="post" action={props.page.href(routes.actForm)}>
    <input type="hidden" name="handle" value={props.handle} />
    <input type="hidden" name="act" value={props.act} />
    {Object.entries(props.facts ?? {}).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button type="submit" class="quiet" aria-describedby={props.describedBy}>
      {props.label}
    </button>
  </form>
);
