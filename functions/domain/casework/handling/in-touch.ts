import { authorOf, type Author } from '../../member/author.ts';
import type { Member } from '../../member/member.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { InTouch, PromisedContact } from '../../thread/summary.ts';

/** Who is reminded: the one member who has the name the reporter was told, else who told it. */
export const promisedBy = (
  team: readonly Pick<Member, 'memberId' | 'name'>[],
  sender: Author,
  { name, by }: InTouch,
): PromisedContact => {
  const plain = (text: string): string => text.trim().toLocaleLowerCase('en');
  const named = team.filter((member) => plain(member.name) === plain(name));
  const [only] = named.length === 1 ? named : [];
  return { name, by, memberId: only?.memberId ?? sender.id };
};

/** What an answer says of it: a message keeps the promise, unless it gives another one. */
export const contactOfAnswer = async (
  { team, member }: Pick<CaseContext, 'team' | 'member'>,
  wanted: InTouch | undefined,
): Promise<PromisedContact | null> => (wanted ? promisedBy(await team(), authorOf(member), wanted) : null);
