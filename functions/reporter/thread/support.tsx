import { contactText, type Page } from '../ui/page.ts';

/** Who else helps. */
export const Support = ({ page }: { readonly page: Page }) => {
  const { support } = page.settings;
  if (support.length === 0) return null;
  return (
    <>
      <h2>{page.messages.thread.support}</h2>
      <ul>
        {support.map((contact) => (
          <li>{contactText(page, contact)}</li>
        ))}
      </ul>
    </>
  );
};
