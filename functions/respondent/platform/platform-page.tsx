import type { PlatformPage as Content } from '../../domain/door/platform-page.ts';
import {
  standingRestrictions,
  type PlatformActName,
  type Standing,
  type StandingRestriction,
} from '../../domain/door/platform-standing.ts';
import { routes } from '../../reporter/routes.ts';
import { ActButton } from '../acts/act-button.tsx';
import { DoorFrame } from '../door-frame.tsx';
import type { DoorViewOf } from '../door-view.ts';

type View = DoorViewOf<Content>;

/** What can be said of a restriction as it stands; nothing of what is done or has ended. */
const buttonsOf: Readonly<Record<Standing, readonly PlatformActName[]>> = {
  'to-lift': ['lifted', 'cannot'],
  'to-place': ['placed', 'cannot'],
  'to-come': ['placed', 'cannot'],
  'in-place': ['lifted'],
  stays: [],
  lifted: [],
  over: [],
};

/** Whether the admins are asked to do something now. */
const isDue = ({ standing }: StandingRestriction): boolean =>
  standing === 'to-lift' || standing === 'to-place';

/** Of the name, which the buttons of a restriction are about. */
const idOf = ({ measure, account }: StandingRestriction): string => `restriction-${measure}-${account}`;

/** One press says it: nothing has to be typed. */
const SayIt = ({
  view,
  act,
  facts,
  label,
  describedBy,
  quiet,
}: {
  readonly view: View;
  readonly act: PlatformActName;
  readonly facts: Readonly<Record<string, string>>;
  readonly label: string;
  /** Of what it is about. */
  readonly describedBy: string;
  /** What is not asked for stands back. */
  readonly quiet: boolean;
}) => (
  <form method="post" action={view.page.href(routes.act)}>
    <input type="hidden" name="handle" value={view.handle} />
    <input type="hidden" name="act" value={act} />
    {Object.entries(facts).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button type="submit" class={quiet ? 'quiet' : undefined} aria-describedby={describedBy}>
      {label}
    </button>
  </form>
);

const Buttons = ({ view, row }: { readonly view: View; readonly row: StandingRestriction }) => {
  const { page, said, handle } = view;
  const { standing, measure, account, name, restriction } = row;
  const acts = buttonsOf[standing];
  if (acts.length === 0) return null;
  const facts = { measure: String(measure), account: String(account), name, restriction };
  const labelOf = (act: PlatformActName): string =>
    act === 'lifted' && standing === 'in-place' ? said.platform.notAfterAll : said.platform.buttons[act];
  return (
    <div class="buttons">
      {acts.map((act) =>
        act === 'cannot' ? (
          <ActButton
            page={page}
            handle={handle}
            act={act}
            facts={facts}
            label={labelOf(act)}
            describedBy={idOf(row)}
          />
        ) : (
          <SayIt
            view={view}
            act={act}
            facts={facts}
            label={labelOf(act)}
            describedBy={idOf(row)}
            quiet={!isDue(row)}
          />
        ),
      )}
    </div>
  );
};

/** How it stands, as a sentence. */
const stateOf = ({ page, said }: View, { standing, placedOn, liftedOn }: StandingRestriction): string => {
  const on = (day: string | undefined): string => (day === undefined ? '' : page.date(day));
  switch (standing) {
    case 'to-lift':
      return said.platform.toLift;
    case 'to-place':
      return said.platform.toPlace;
    case 'to-come':
      return said.platform.toCome;
    case 'in-place':
      return said.platform.inPlace(on(placedOn));
    case 'stays':
      return said.platform.stays;
    case 'lifted':
      return said.platform.lifted(on(liftedOn));
    case 'over':
      return said.platform.over;
  }
};

const Restriction = ({ view, row }: { readonly view: View; readonly row: StandingRestriction }) => {
  const { page, said } = view;
  const { name, what, from, until, cannotOn } = row;
  return (
    <li>
      <h2 dir="auto" id={idOf(row)}>
        {name}
      </h2>
      <p dir="auto" lang={view.content.language}>
        {what}
      </p>
      <p class="meta">
        {[
          said.platform.from(page.date(from)),
          until === undefined ? said.platform.noEnd : said.platform.until(page.date(until)),
        ].join(' · ')}
      </p>
      <p class={isDue(row) ? 'box warn' : undefined}>{stateOf(view, row)}</p>
      {cannotOn !== undefined && <p>{said.platform.cannotSince(page.date(cannotOn))}</p>}
      <Buttons view={view} row={row} />
    </li>
  );
};

/** What a platform admin sees: whom to restrict, how and until when, and nothing of why. */
export const PlatformPage = (props: View) => {
  const { said, content, thread, today } = props;
  const rows = standingRestrictions(content, thread.entries, today).filter(
    ({ standing }) => standing !== 'over',
  );
  return (
    <DoorFrame {...props} heading={said.platform.heading(content.platform)}>
      <p>{said.platform.intro}</p>
      {rows.length === 0 && <p>{said.platform.none}</p>}
      <ul class="thread">
        {rows.map((row) => (
          <Restriction view={props} row={row} />
        ))}
      </ul>
      {content.more === true && <p>{said.platform.more}</p>}
    </DoorFrame>
  );
};
