import type { FormFields } from '../../web/request/request-body.ts';
import type { IdentityPart } from '../../domain/case/identity.ts';
import type { CasePageName } from '../../domain/casework/change/operation.ts';
import type { AppealPage } from '../../domain/casework/appeal/read-appeal-page.ts';
import type { ReadCase } from '../../domain/casework/reading/read-case.ts';
import type { Member } from '../../domain/member/member.ts';
import { withoutUnsafeCharacters } from '../../domain/kernel/text.ts';
import type { Settings } from '../../settings/schema.ts';
import type { PageProblem } from '../ui/layout.tsx';
import type { DecisionExtras } from '../decision/decision-wish.ts';
import type { ChosenForReply } from '../reply/chosen-for-reply.ts';

/** The name of a form of a case's page; the ids of its fields begin with it. */
export type CaseForm = string;

/** A form that was refused, as it was filled in. */
export type KeptForm = {
  readonly form: CaseForm;
  readonly fields: FormFields;
  readonly problems: readonly PageProblem[];
  /** What confirms that somebody may read what was warned of. */
  readonly confirm?: string | undefined;
};

/** How far a member had read when they filled in a form. */
export type ReadUpTo = { readonly version: number; readonly entries: number };

/** Everything a case's page shows, to one member. */
export type CaseView = {
  readonly settings: Settings;
  readonly member: Member;
  readonly now: Date;
  readonly read: ReadCase;
  readonly may: (operation: string) => boolean;
  readonly team: readonly Member[];
  /** Which of the pages of the case it is. */
  readonly page: CasePageName;
  /** What makes sending a form of this page twice one entry. */
  readonly key: string;
  readonly news?: string | undefined;
  readonly kept?: KeptForm | undefined;
  /** Files that have come for a reply. */
  readonly chosen?: readonly ChosenForReply[] | undefined;
  /** What came after this is marked as new. */
  readonly readUpTo?: ReadUpTo | undefined;
  /** A part of the reporter's identity, on the one page that answers its opening. */
  readonly revealed?: { readonly part: IdentityPart; readonly text: string } | undefined;
  /** Notes older than this number are shown, not the latest. */
  readonly notesBefore?: number | undefined;
  /** Conversations older than the note of this number are shown, not the latest. */
  readonly interviewsBefore?: number | undefined;
  /** What the Decision page shows beside the case. */
  readonly decision?: DecisionExtras | undefined;
  /** What the page of appeals shows beside the case. */
  readonly appeals?: AppealPage | undefined;
  /** The number of the task whose form is shown. */
  readonly taskChanged?: number | undefined;
};

export const memberName = ({ team }: Pick<CaseView, 'team'>, memberId: string): string =>
  team.find((member) => member.memberId === memberId)?.name ?? 'somebody who has left the team';

/** What stood in a field of a form that was refused; else what the form begins with. */
export const typed = ({ kept }: CaseView, form: CaseForm, name: string, first = ''): string =>
  kept?.form === form ? withoutUnsafeCharacters(kept.fields.get(name) ?? first) : first;

export const isKept = ({ kept }: CaseView, form: CaseForm): boolean => kept?.form === form;

export const fieldId = (form: CaseForm, name: string): string => `${form}-${name}`;

/** What a field is called, and what it is told when it was refused. */
export const fieldOf = (view: CaseView, form: CaseForm, name: string) => {
  const id = fieldId(form, name);
  return { id, name, problem: view.kept?.problems.find(({ field }) => field === id)?.text };
};
