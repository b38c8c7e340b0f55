import { takesFiles } from '../../domain/attachment/limits.ts';
import { contactText, type Page } from '../ui/page.ts';
import { routes } from '../routes.ts';
import { Layout } from '../ui/layout.tsx';
import { ReadersTable } from './readers-table.tsx';

const List = ({ items }: { readonly items: readonly string[] }) => (
  <ul>
    {items.map((item) => (
      <li>{item}</li>
    ))}
  </ul>
);

/** What is stored of a reporter, from the settings that the code obeys. */
export const PrivacyPage = ({ page }: { readonly page: Page }) => {
  const { settings, messages } = page;
  const { landing, privacy } = messages;
  const channels = Object.values(settings.channels).map(({ label, retention }) =>
    privacy.channelDays(
      page.text(label),
      page.days(retention.afterClosingDays),
      page.days(retention.hardLimitDays),
    ),
  );
  return (
    <Layout page={page} languageLinks>
      <h1>{privacy.heading}</h1>
      <h2>{privacy.responsible}</h2>
      <p>{privacy.responsibleText(page.text(settings.organisation))}</p>
      {settings.privacyContact && <p>{contactText(page, settings.privacyContact)}</p>}
      <h2>{privacy.stored}</h2>
      <List items={[...privacy.storedList, ...(takesFiles(settings) ? messages.files.privacy : [])]} />
      <h2>{privacy.notStored}</h2>
      <List items={privacy.notStoredList} />
      <h2>{landing.whoReads}</h2>
      <ReadersTable page={page} />
      <h2>{privacy.howLong}</h2>
      <List
        items={[
          ...channels,
          privacy.unopened,
          privacy.backups(page.days(settings.recovery.vaultDays)),
          ...(takesFiles(settings) ? [messages.files.privacyHowLong] : []),
          privacy.remains,
        ]}
      />
      <h2>{privacy.processors}</h2>
      <p>{privacy.processorsText}</p>
      {Object.values(settings.channels).some(({ mail }) => mail !== undefined) && (
        <p>{privacy.byMailStays}</p>
      )}
      <h2>{privacy.rights}</h2>
      <List items={privacy.rightsList} />
      <p>{privacy.withoutWords}</p>
      <p>
        <a href={page.href(routes.landing)}>{messages.toFirstPage}</a>
      </p>
    </Layout>
  );
};
