import { countText, type ReportRow, type ReportSection, type ReportView } from './report-view.ts';

const barWidth = 100;

/** A bar, full for this period and only outlined for the one before, so that they differ without colour. */
const Bars = ({ row, most }: { readonly row: ReportRow; readonly most: number }) => {
  const length = (count: number | null | undefined): number => ((count ?? 0) / Math.max(most, 1)) * barWidth;
  return (
    <svg viewBox={`0 0 ${barWidth} 12`} width="160" height="19" aria-hidden="true" preserveAspectRatio="none">
      {row.count !== null && (
        <rect x="0" y="1" width={length(row.count).toFixed(1)} height="5" fill="currentColor" />
      )}
      {typeof row.before === 'number' && (
        <rect
          x="0.3"
          y="7.5"
          width={(length(row.before) * 0.994).toFixed(1)}
          height="3.5"
          fill="none"
          stroke="currentColor"
          stroke-width="0.6"
        />
      )}
    </svg>
  );
};

const Section = ({ view, section }: { readonly view: ReportView; readonly section: ReportSection }) => {
  const { words } = view;
  // The first table counts different things: their bars would say nothing beside each other.
  const isOfOneKind = section.id !== 'overview';
  const most = Math.max(...section.rows.flatMap(({ count, before }) => [count ?? 0, before ?? 0]));
  return (
    <section>
      <h2 id={section.id}>{section.title}</h2>
      {section.isWhole && section.rows.every(({ count }) => count === null) ? (
        <p>{words.withheldTable}</p>
      ) : (
        <div class="scrolls" tabindex={0} role="region" aria-label={section.title}>
          <table>
            <thead>
              <tr>
                <td></td>
                <th scope="col">{words.count}</th>
                {view.before !== undefined && <th scope="col">{words.beforeShort}</th>}
                {isOfOneKind && <td class="bar"></td>}
              </tr>
            </thead>
            <tbody>
              {section.rows.map((row) => (
                <tr>
                  <th scope="row" dir="auto">
                    {row.name}
                  </th>
                  <td>{countText(words, row.count)}</td>
                  {view.before !== undefined && <td>{countText(words, row.before)}</td>}
                  {isOfOneKind && (
                    <td class="bar">
                      <Bars row={row} most={most} />
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
};

const Times = ({ view }: { readonly view: ReportView }) => (
  <section>
    <h2 id="times">{view.words.timesTitle}</h2>
    <div class="scrolls" tabindex={0} role="region" aria-label={view.words.timesTitle}>
      <table>
        <thead>
          <tr>
            <td></td>
            <th scope="col">{view.words.half}</th>
            <th scope="col">{view.words.nineOfTen}</th>
          </tr>
        </thead>
        <tbody>
          {view.times.map(({ name, half, nineOfTen }) => (
            <tr>
              <th scope="row">{name}</th>
              <td>{half}</td>
              <td>{nineOfTen}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    <h3>{view.words.promisedTitle}</h3>
    <ul>
      {view.promised.map(({ channel, text }) => (
        <li>
          <span dir="auto">{channel}</span>: {text}
        </li>
      ))}
    </ul>
  </section>
);

const Years = ({ view }: { readonly view: ReportView }) =>
  view.years.length < 2 ? null : (
    <section>
      <h2 id="years">{view.words.years}</h2>
      <div class="scrolls" role="region" aria-labelledby="years" tabindex={0}>
        <table>
          <thead>
            <tr>
              <td></td>
              {view.years.map(({ period }) => (
                <th scope="col">{period}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.yearColumns.map((column, at) => (
              <tr>
                <th scope="row">{column}</th>
                {view.years.map(({ counts }) => (
                  <td>{countText(view.words, counts[at])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );

const Stories = ({ view }: { readonly view: ReportView }) => (
  <section>
    <h2 id="stories">{view.words.storiesTitle}</h2>
    {view.stories.map((story) => (
      <p>{story}</p>
    ))}
    {view.narratives.map(({ language, text }) => (
      <blockquote class="text" lang={language} dir="auto">
        {text}
      </blockquote>
    ))}
  </section>
);

/** Where what stands, folded: on a phone the page is long. */
const Contents = ({ view: { words, sections, years } }: { readonly view: ReportView }) => {
  const [overview, ...tables] = sections.map(({ id, title }) => [id, title] as const);
  const places = [
    ...(overview ? [overview] : []),
    ['stories', words.storiesTitle] as const,
    ...tables,
    ['times', words.timesTitle] as const,
    ...(years.length < 2 ? [] : [['years', words.years] as const]),
    ['method', words.methodTitle] as const,
  ];
  return (
    <nav aria-label={words.contents}>
      <details>
        <summary>{words.contents}</summary>
        <ul class="contents">
          {places.map(([id, title]) => (
            <li>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </details>
    </nav>
  );
};

/** A report as everybody reads it; the team's preview is the same. */
export const ReportBody = ({ view }: { readonly view: ReportView }) => {
  const [overview, ...tables] = view.sections;
  return (
    <div class="report">
      <h1>{view.title}</h1>
      <p>
        <strong>{view.period}</strong>. {view.counted} {view.compared}
      </p>
      <Contents view={view} />
      {overview && <Section view={view} section={overview} />}
      <Stories view={view} />
      {tables.map((section) => (
        <Section view={view} section={section} />
      ))}
      <Times view={view} />
      <Years view={view} />
      <section>
        <h2 id="method">{view.words.methodTitle}</h2>
        <ul>
          {view.method.map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
      </section>
    </div>
  );
};
