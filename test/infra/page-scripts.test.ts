import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import * as scripts from '../../functions/web/page/page-scripts.ts';
import { pageScriptDefinitions } from '../../infra/page-scripts.ts';

const browserFolder = fileURLToPath(new URL('../../functions/web/browser', import.meta.url));
/** What entries share; it is no script of a page by itself. */
const parts = ['elements.ts', 'secret-of-link.ts', 'wait.ts'];

const built = pageScriptDefinitions();
const texts = Object.entries(built).map(([name, text]) => [name, String(JSON.parse(text))] as const);

describe('the scripts of pages', () => {
  it('are those that the pages name, and every entry in the folder is one', async () => {
    expect(new Set(Object.values(scripts))).toEqual(new Set(texts.map(([, text]) => text)));
    const files = await readdir(browserFolder, { withFileTypes: true });
    const entries = files.filter(
      (file) => file.isFile() && file.name.endsWith('.ts') && !parts.includes(file.name),
    );
    expect(
      entries
        .map(({ name }) => `CONDUCTLINE_${name.slice(0, -3).replaceAll('-', '_').toUpperCase()}_SCRIPT`)
        .sort(),
    ).toEqual(Object.keys(built).sort());
  });

  it.each(texts)(
    '%s can stand in a page: one line of ASCII that ends no element and opens no comment',
    (_name, text) => {
      expect(text).toMatch(/^[\x20-\x7e]+$/);
      expect(text).not.toMatch(/<\/|<!--/);
      expect(() => new Script(text)).not.toThrow();
    },
  );

  it.each(texts)(
    '%s makes no code of text and no markup of text, and keeps nothing in the browser',
    (_name, text) => {
      expect(text).not.toMatch(/\beval\b|Function\(|innerHTML|outerHTML|insertAdjacent|document\.write/);
      expect(text).not.toMatch(/localStorage|sessionStorage|indexedDB|\.cookie|https?:/);
    },
  );

  it('names nothing of the reader’s: texts come with the page, so that one hash serves every language', () => {
    // Everything that is shown is read from an attribute of the page.
    for (const [name, text] of texts) expect.soft(text, name).not.toMatch(/textContent="[^"]/);
  });

  it('built twice are the same bytes', () => {
    expect(pageScriptDefinitions()).toEqual(built);
  });
});
