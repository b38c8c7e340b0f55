import type { FoundInReport } from '../../domain/transparency/find-in-reports.ts';
import { periodText } from '../../web/transparency/report-view.ts';
import { countedCatalogue } from '../locales/counted/catalogue.ts';
import { routes } from '../routes.ts';
import type { Page } from '../ui/page.ts';

/** Asks in which published reports this one was counted; nothing where the team publishes none. */
export const CountedForm = ({ page, handle }: { readonly page: Page; readonly handle: string }) => {
  if (!page.settings.transparency.enabled) return null;
  const said = countedCatalogue[page.language];
  return (
    <details>
      <summary>{said.ask}</summary>
      <form method="post" action={page.href(routes.counted)}>
        <p class="hint" id="counted-hint">
          {said.hint}
        </p>
        <input type="hidden" name="handle" value={handle} />
        <button type="submit" class="quiet" aria-describedby="counted-hint">
          {said.ask}
        </button>
      </form>
    </details>
  );
};

/** What the published reports say of this one. @param props.opened somebody of the team has opened it */
export const CountedIn = (props: {
  readonly page: Page;
  readonly reports: readonly FoundInReport[];
  readonly opened: boolean;
}) => {
  const { page, reports, opened } = props;
  const said = countedCatalogue[page.language];
  return (
    <section class="box" role="status">
      <h2>{said.heading}</h2>
      {!opened && <p>{said.unopened}</p>}
      {reports.length === 0 && <p>{said.none}</p>}
      <ul>
        {reports.map(({ id, period, standing }) => (
          <li>
            <a href={page.href(routes.transparencyReport.replace(':report', id))}>
              {periodText(page.language, period)}
            </a>
            : {said.standings[standing]}
          </li>
        ))}
      </ul>
      <p class="hint">{said.howChecked}</p>
    </section>
  );
};
