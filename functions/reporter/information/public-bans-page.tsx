import type { ShownBan } from '../../domain/decision/public-ban.ts';
import { isolated, type Page } from '../ui/page.ts';
import { routes } from '../routes.ts';
import { Layout } from '../ui/layout.tsx';

/** Permanent bans that the community lists in public. */
export const PublicBansPage = ({
  page,
  bans,
}: {
  readonly page: Page;
  readonly bans: readonly ShownBan[];
}) => {
  const { messages, settings } = page;
  const { publicBans } = messages;
  return (
    <Layout page={page} languageLinks>
      <h1>{publicBans.heading}</h1>
      <p>{publicBans.intro(isolated(page, page.text(settings.organisation)))}</p>
      {bans.length === 0 ? (
        <p>{publicBans.none}</p>
      ) : (
        <ul>
          {bans.map(({ text, from, until }) => (
            <li>
              <div class="text" dir="auto">
                {text}
              </div>
              <p class="hint">{publicBans.dates(page.date(from), page.date(until))}</p>
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={page.href(routes.landing)}>{messages.toFirstPage}</a>
      </p>
    </Layout>
  );
};
