import { isQuiet, type Roster } from '../../domain/member/roster.ts';
import { contactText, type Page } from '../ui/page.ts';

/** Said before anything is written, when no member has signed in for a while. */
export const QuietTeam = (props: { readonly page: Page; readonly roster: Roster; readonly now: Date }) => {
  const { page } = props;
  const { quietDays, outsideContact } = page.settings;
  if (!isQuiet(props.roster, props.now, quietDays)) return null;
  return (
    <div class="box warn">
      <p>{page.messages.landing.quiet(page.days(quietDays))}</p>
      {outsideContact && <p>{contactText(page, outsideContact)}</p>}
    </div>
  );
};
