import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSite, type Site } from './site.ts';
import { newEnrolmentLink, teamOrigin, withAuthenticator } from '../../tools/screenshots/team-browser.ts';

let site: Site;
let memberId: string;
beforeAll(async () => {
  site = await openSite();
  memberId = (await site.members()).find(({ name }) => name === 'Local lead')?.memberId ?? '';
});
afterAll(() => site.close());

describe('passkeys', () => {
  test('a member enrols with a link that works once, signs out, and signs in with the passkey', async () => {
    const { page, context, complaints } = await site.visit({ baseURL: teamOrigin(site.local) });
    await withAuthenticator(page);
    const link = await newEnrolmentLink(site.local, memberId);

    await page.goto(link);
    expect(new URL(page.url()).hash).toBe('');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByLabel('What to call it').fill('my phone');
    await page.getByRole('button', { name: 'Make a passkey' }).click();
    await page.waitForURL('**/board');
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({
      name: '__Host-session',
      httpOnly: true,
      secure: true,
      sameSite: 'Strict',
      path: '/',
    });
    expect((cookie?.expires ?? 0) - Date.now() / 1000).toBeLessThanOrEqual(12 * 3600 + 5);

    await page.goto('/passkeys');
    expect(await page.locator('main').innerText()).toContain('my phone');
    expect(await page.getByRole('button', { name: 'Remove' }).count()).toBe(0);

    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(await page.locator('main').innerText()).toContain('You are signed out.');
    expect(await context.cookies()).toEqual([]);
    await page.goto('/passkeys');
    expect(new URL(page.url()).pathname).toBe('/');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.waitForURL('**/board');

    await page.goto(link);
    await page.getByRole('button', { name: 'Go on' }).click();
    expect(await page.locator('.errors').innerText()).toContain('This link cannot be used');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('127.0.0.1 holds no passkey: the page says so and leads to localhost', async () => {
    const { page, context } = await site.visit({ baseURL: site.local.teamUrl });
    await page.goto('/');
    expect(await page.locator('main').innerText()).toContain('Passkeys bind to the name of the host');
    await page.getByRole('link', { name: teamOrigin(site.local) }).click();
    expect(await page.getByRole('button', { name: 'Sign in with a passkey' }).isVisible()).toBe(true);
    await context.close();
  });
});
