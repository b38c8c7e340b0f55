import type { Page } from '../ui/page.ts';

/** Who could technically read what. */
export const ReadersTable = ({ page }: { readonly page: Page }) => {
  const { landing } = page.messages;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{landing.who}</th>
          <th scope="col">{landing.canRead}</th>
        </tr>
      </thead>
      <tbody>
        {landing.readersTable.map(([who, what]) => (
          <tr>
            <th scope="row">{who}</th>
            <td>{what}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
