import type { Page } from './page.ts';

/** Whom to call in danger, and when they are there: said wherever somebody may say that they are not safe. */
export const InDanger = ({ page, asking = false }: { readonly page: Page; readonly asking?: boolean }) => {
  const { landing } = page.messages;
  const { emergencyContact } = page.settings;
  return (
    <>
      <p>
        {asking && <strong>{landing.danger} </strong>}
        {landing.dangerText}
      </p>
      {emergencyContact && (
        <p>
          {page.text(emergencyContact.text)} {landing.emergencyHours(page.text(emergencyContact.hours))}
        </p>
      )}
    </>
  );
};
