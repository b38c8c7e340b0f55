import type { Page } from '../ui/page.ts';
import { routes } from '../routes.ts';

export type ConductSnippet = { readonly markdown: string; readonly html: string };

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => escapes[character] ?? '');

/** A few sentences for the page that holds a community's code of conduct, in the language of `page`. */
export const conductSnippet = (page: Page, requestUrl: string): ConductSnippet => {
  const { settings, messages } = page;
  const { snippet, landing } = messages;
  const { emergencyContact } = settings;
  const address = new URL(routes.landing, requestUrl);
  const before = snippet.where(page.text(settings.organisation));
  const after = [
    snippet.danger,
    ...(emergencyContact
      ? [`${page.text(emergencyContact.text)} ${landing.emergencyHours(page.text(emergencyContact.hours))}`]
      : []),
    snippet.network(address.host),
  ];
  const paragraphs = after.map((text) => `<p>${escaped(text)}</p>`).join('\n');
  const link = `<p><a href="${address.href}" rel="noreferrer">${address.href}</a></p>`;
  return {
    markdown: [`## ${snippet.title}`, before, `<${address.href}>`, ...after].join('\n\n'),
    html: `<section lang="${messages.language}" dir="${messages.direction}">
<h2>${escaped(snippet.title)}</h2>
<p>${escaped(before)}</p>
${link}
${paragraphs}
</section>`,
  };
};
