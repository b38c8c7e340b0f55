import type { Member } from '../../domain/member/member.ts';
import { approvalsNeeded } from '../../domain/transparency/approve-report.ts';
import type { ReadDraft } from '../../domain/transparency/approve-report.ts';
import { draftedReport } from '../../domain/transparency/report-draft.ts';
import type { PublicReport, StoredDraft } from '../../domain/transparency/transparency-store.ts';
import type { Settings } from '../../settings/schema.ts';
import { ReportBody } from '../../web/transparency/report-body.tsx';
import { periodOfReport, periodText, reportView } from '../../web/transparency/report-view.ts';
import { draftPath, routes } from '../routes.ts';
import { Input } from '../ui/field.tsx';
import { NarrativesForm } from './narratives-form.tsx';
import { ErrorSummary, Layout, type PageProblem } from '../ui/layout.tsx';
import { dayText } from '../ui/words.ts';
import { approvalTexts } from './transparency-texts.ts';

export type TypedPeriod = {
  readonly from: string;
  readonly until: string;
  readonly readers: readonly string[];
};

const nameOf = (members: readonly Member[], id: string): string =>
  members.find(({ memberId, earlierIds = [] }) => memberId === id || earlierIds.includes(id))?.name ??
  'somebody who has left';

type ListProps = {
  readonly settings: Settings;
  readonly member: Member;
  readonly members: readonly Member[];
  /** Who else could read a draft. */
  readonly others: readonly Member[];
  readonly drafts: readonly (StoredDraft & { readonly isYours: boolean })[];
  readonly published: readonly PublicReport[];
  readonly typed: TypedPeriod;
  readonly problems: readonly PageProblem[];
  readonly reporterUrl: string;
  readonly mayDraft: boolean;
};

const NewDraft = ({ settings, typed, others, problems }: ListProps) => (
  <form method="post" action={routes.transparency}>
    <h2>Count a period</h2>
    <p class="soft">
      A period can be counted {settings.transparency.delayMonths} months after its end. You see what would be
      published before anybody else does.
    </p>
    <div class="row">
      {(['from', 'until'] as const).map((name) => (
        <Input
          id={name}
          name={name}
          type="text"
          label={name === 'from' ? 'First month' : 'Last month'}
          hint="As 2026-11"
          value={typed[name]}
          problem={problems.find(({ field }) => field === name)?.text}
        />
      ))}
    </div>
    <fieldset id="readers">
      <legend>Who reads and approves it besides you</legend>
      <p class="hint">
        Two people approve a report, one of whom leads the team. Cases that are hidden from one of you are not
        counted, such as those from before somebody joined: choose few.
      </p>
      {others.map(({ memberId, name }) => (
        <div class="choice">
          <input
            type="checkbox"
            id={`reader-${memberId}`}
            name="readers"
            value={memberId}
            checked={typed.readers.includes(memberId)}
          />
          <label for={`reader-${memberId}`} dir="auto">
            {name}
          </label>
        </div>
      ))}
      {others.length === 0 && <p>Nobody else is in every channel.</p>}
    </fieldset>
    <button type="submit">Count</button>
  </form>
);

const Drafts = ({ drafts, members }: ListProps) => (
  <ul>
    {drafts.map((draft) => (
      <li>
        {draft.isYours ? (
          <a href={draftPath(draft.id)}>{periodText('en', draft.period)}</a>
        ) : (
          periodText('en', draft.period)
        )}
        <div class="meta">
          Counted on {dayText(draft.made.on)} by {nameOf(members, draft.made.by)}. {draft.approvals.length} of{' '}
          {approvalsNeeded} approvals.
        </div>
      </li>
    ))}
  </ul>
);

/** Drafts that wait, what was published, and for leads the form that counts a period. */
export const TransparencyPage = (props: ListProps) => {
  const { settings, member, drafts, published, problems } = props;
  return (
    <Layout
      settings={settings}
      member={member}
      here={routes.transparency}
      title="Transparency"
      failed={problems.length > 0}
    >
      <h1>Transparency reports</h1>
      <ErrorSummary problems={problems} />
      <h2>Drafts</h2>
      {drafts.length === 0 ? <p>There is no draft.</p> : <Drafts {...props} />}
      <h2>Published</h2>
      {published.length === 0 ? (
        <p>Nothing is published yet.</p>
      ) : (
        <ul>
          {published.map(({ id, publishedOn }) => (
            <li>
              <a href={new URL(`/transparency/${id}`, props.reporterUrl).href}>
                {periodText('en', periodOfReport(id))}
              </a>
              , on {dayText(publishedOn)}
            </li>
          ))}
        </ul>
      )}
      {props.mayDraft && <NewDraft {...props} />}
    </Layout>
  );
};

type DraftProps = {
  readonly settings: Settings;
  readonly member: Member;
  readonly members: readonly Member[];
  readonly read: ReadDraft;
  readonly hasApproved: boolean;
  readonly mayDraft: boolean;
  readonly problem: PageProblem | undefined;
};

type ActsProps = Pick<DraftProps, 'read' | 'hasApproved' | 'mayDraft'>;

/** Saying yes to a draft, choosing its texts, and removing it. */
const Acts = ({ read, hasApproved, mayDraft }: ActsProps) => {
  const { draft, content, narratives } = read;
  return (
    <>
      {narratives && mayDraft && (
        <NarrativesForm
          draftId={draft.id}
          report={content.report}
          narratives={narratives}
          isApproved={draft.approvals.length > 0}
        />
      )}
      {!narratives && <p>{approvalTexts['narratives-changed']}</p>}
      {narratives && hasApproved && <p>You have approved it. Somebody else has to as well.</p>}
      {narratives && !hasApproved && (
        <form method="post" action={draftPath(draft.id, routes.reportApproval)}>
          <button type="submit">
            {draft.approvals.length + 1 < approvalsNeeded ? 'Approve' : 'Approve and publish'}
          </button>
        </form>
      )}
      {mayDraft && (
        <form method="post" action={draftPath(draft.id, routes.reportDrop)}>
          <button type="submit" class="quiet">
            Remove this draft
          </button>
        </form>
      )}
    </>
  );
};

/** What would be published, exactly so, and the form that says yes to it. */
export const DraftPage = ({ settings, member, members, problem, ...acts }: DraftProps) => {
  const { draft, content, narratives = [] } = acts.read;
  return (
    <Layout
      settings={settings}
      member={member}
      here={routes.transparency}
      title="Transparency"
      failed={problem !== undefined}
      wide
    >
      {problem !== undefined && <ErrorSummary problems={[problem]} />}
      <div class="box">
        <p>This is a draft. Everybody will read what stands below, exactly so, and it stays for good.</p>
        {draft.approvals.map(({ by, on }) => (
          <p>
            Approved by {nameOf(members, by)} on {dayText(on)}.
          </p>
        ))}
        <Acts {...acts} />
      </div>
      <ReportBody view={reportView(draftedReport(content, narratives), 'en')} />
    </Layout>
  );
};
