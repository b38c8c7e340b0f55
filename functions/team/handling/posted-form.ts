import type { Context } from 'hono';
import type { FormFields } from '../../web/request/request-body.ts';
import type { IdentityPart } from '../../domain/case/identity.ts';
import type { CaseContext } from '../../domain/casework/change/case-edit.ts';
import type { CasePageName } from '../../domain/casework/change/operation.ts';
import type { NotPermitted } from '../../domain/casework/change/permission-of.ts';
import type { CaseForm, CaseView, ReadUpTo } from '../case/case-view.ts';
import type { ChosenForReply } from '../reply/chosen-for-reply.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { PageProblem } from '../ui/layout.tsx';

/** A form of a case's page, as it came in. */
export type Posted = {
  readonly c: Context<SignedIn>;
  readonly form: CaseForm;
  /** The page of the case that it stands on. */
  readonly page: CasePageName;
  readonly id: string;
  readonly fields: FormFields;
  readonly caseContext: CaseContext;
  readonly readUpTo: ReadUpTo | undefined;
  /** What makes sending this form twice one entry. */
  readonly sentKey: (text: string) => string | undefined;
  readonly openView: () => Promise<CaseView | undefined>;
  /** What the page shows of a reply's files when it comes back, whatever becomes of the reply. */
  readonly files: RepliedFiles;
};

/** Files of a reply, as far as they have come; who receives them keeps it true. */
export type RepliedFiles = {
  chosen: readonly ChosenForReply[];
  /** Names of those that did not come whole. */
  lost: readonly string[];
};

export type Outcome =
  /** `page`: where to go on, if not on that of the form. */
  | { readonly kind: 'done'; readonly did: string; readonly at?: string; readonly page?: CasePageName }
  /** Done, and the case is not theirs to see any more. */
  | { readonly kind: 'gone'; readonly did: string }
  /** Nothing was done; whoever has not opened the case is led to the check of conflicts. */
  | NotPermitted
  /** The page once more, with what was typed. */
  | {
      readonly kind: 'again';
      readonly problems: readonly PageProblem[];
      readonly confirm?: string | undefined;
      readonly fields?: FormFields;
      readonly readUpTo?: ReadUpTo | undefined;
    }
  /** The page once more, with a prepared text to go on with. */
  | { readonly kind: 'filled'; readonly fields: FormFields }
  /** A page of its own, shown this one time. */
  | { readonly kind: 'shown'; readonly response: Response | Promise<Response> }
  | { readonly kind: 'revealed'; readonly part: IdentityPart; readonly text: string };
