import type { Member } from '../../domain/member/member.ts';
import { routes } from '../routes.ts';

/** Where somebody begins who has signed in: an auditor has no cases. */
export const firstPage = ({ role }: Pick<Member, 'role'>): string =>
  role === 'auditor' ? routes.procedure : routes.board;
