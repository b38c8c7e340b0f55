/** One bar of a chart: what it says stands beside it as a number. */
export type Bar = {
  readonly label: string;
  readonly count: number;
  /** In place of the number alone. */
  readonly text?: string;
  /** Drawn as an outline, to be told from the others without colour. */
  readonly hollow?: boolean;
  readonly href?: string;
};

type Props = {
  readonly caption: string;
  readonly bars: readonly Bar[];
  /** What the rows are, and what is counted. */
  readonly heads: readonly [string, string];
};

/** Bars that are a table: each row has its name, its number and, for who sees it, a bar as long as the number is high. */
export const Bars = ({ caption, bars, heads }: Props) => {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <table class={bars.some(({ text }) => text !== undefined) ? 'bars worded' : 'bars'}>
      <caption class="out-of-sight">{caption}</caption>
      <thead class="out-of-sight">
        <tr>
          <th scope="col">{heads[0]}</th>
          <th scope="col">{heads[1]}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ label, count, text, hollow, href }) => (
          <tr>
            <th scope="row">{href === undefined ? <bdi>{label}</bdi> : <a href={href}>{label}</a>}</th>
            <td>
              <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect
                  class={hollow === true ? 'hollow' : undefined}
                  x="0.5"
                  y="1"
                  width={String(count === 0 ? 0 : Math.max(1.5, (count / most) * 99))}
                  height="10"
                />
              </svg>
              <span>{text ?? String(count)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
