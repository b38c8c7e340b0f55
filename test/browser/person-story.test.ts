import { afterAll, beforeAll, expect, test } from 'vitest';
import { namedMember } from '../../tools/screenshots/example-community.ts';
import {
  ban,
  caseWithRespondent,
  chatOnly,
  decide,
  goTo,
  lead,
  main,
  openCase,
  openStory,
  press,
  said,
  type Story,
} from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory({ decisions: chatOnly });
  await story.signIn(lead);
  await story.signIn(namedMember);
}, 240_000);
afterAll(() => story.close());

test('without scripts, a person is found again, joined and noted, and a lead is asked of those who may be the same', async () => {
  const [first, second] = [await story.byJson(lead), await story.byJson(namedMember)] as const;
  const earlier = await caseWithRespondent(story, first);
  await decide(earlier, [first, second], ban);
  const { caseName } = await caseWithRespondent(story, second, 'He followed me to my room.');
  await caseWithRespondent(story, first, 'He wrote to me at night.');

  const { page } = await story.asMember(namedMember);
  const picture = (name: string): Promise<void> => story.look(page, name);
  await openCase(page, caseName);
  await goTo(page, 'Investigation');
  await picture('investigation');
  await press(page, 'Have we met this person before?');
  const found = await main(page);
  expect(found).toContain('Almost certainly the same person');
  expect(found).toContain('the same account');
  expect(found).toContain(earlier.caseName);
  expect(found).not.toContain('Robin Roe');
  await picture('met before');
  await page
    .locator('section.panel', { hasText: earlier.caseName })
    .getByRole('button', { name: 'Same person', exact: true })
    .click();
  expect(await said(page)).toBe('The register has them as one person now.');
  await page.getByLabel('Write a note').fill('Speak with them in person, not in the chat.');
  await press(page, 'Keep the note');
  expect(await said(page)).toBe('The note is kept.');
  const person = await main(page);
  for (const shown of ['Robin Roe', 'In force today', earlier.caseName, 'Speak with them in person'])
    expect(person).toContain(shown);
  await picture('person');
  await press(page, 'Have we met them before?');
  expect(await main(page)).toContain('The same person');
  await picture('met again');

  const { page: leads } = await story.asMember(lead);
  await leads.goto('/same-people');
  expect(await main(leads)).toContain('People who may be the same');
  await story.look(leads, 'same people');
  expect(story.found).toEqual([]);
});
