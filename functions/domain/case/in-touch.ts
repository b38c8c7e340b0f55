import { authorOf, type Author } from '../member/author.ts';
import type { Member } from '../member/member.ts';
import { changeCase, type ChangeResult } from './change-case.ts';
import type { CaseContext } from './case-edit.ts';
import { promisesAfter } from './promises.ts';
import type { InTouch, PromisedContact } from './summary.ts';

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

/** Nobody was said to be in touch, or they have been. */
export type NoContactPromised = { readonly kind: 'no-contact-promised' };

/** They have been in touch, in whatever way: the reporter's page no longer says that somebody will be. */
export const contactMade = (context: CaseContext, caseId: string): Promise<ChangeResult<NoContactPromised>> =>
  changeCase<NoContactPromised>(context, caseId, 'answer-reporter', ({ head }) =>
    head.inTouch
      ? { edit: { audit: { action: 'contact-made' }, head: promisesAfter(head, { inTouch: null }) } }
      : { refusal: { kind: 'no-contact-promised' } },
  );

/** What an answer says of it: a message keeps the promise, unless it gives another one. */
export const contactOfAnswer = async (
  { team, member }: Pick<CaseContext, 'team' | 'member'>,
  wanted: InTouch | undefined,
): Promise<PromisedContact | null> => (wanted ? promisedBy(await team(), authorOf(member), wanted) : null);
