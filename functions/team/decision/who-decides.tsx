import { sayOfProposal } from '../../domain/casework/decision/say-of-proposal.ts';
import type { Approval } from '../../domain/decision/approval.ts';
import { approvalsNeeded } from '../../domain/decision/approval-rule.ts';
import { isEligible, reasonWords } from '../../domain/decision/eligibility.ts';
import type { ProposalStanding } from '../../domain/decision/proposal-standing.ts';
import { fieldOf, typed, type CaseView } from '../case/case-view.ts';
import { Folded, Hidden } from '../case/panel.tsx';
import { formAction } from '../handling/operation-path.ts';
import { TextArea } from '../ui/field.tsx';
import { LastWithoutPartWarning } from './last-without-part.tsx';
import { formOf } from './proposal-forms.ts';
import { momentText } from '../ui/words.ts';

type Props = { readonly view: CaseView; readonly standing: ProposalStanding };

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

/** What the rules together want, in a sentence. */
const rule = ({ rules, people: all }: ProposalStanding): string => {
  const eligible = all.filter(isEligible).length;
  const needed = Math.max(0, ...rules.map((one) => approvalsNeeded(one, eligible)));
  const quorum = Math.max(0, ...rules.map((one) => one.quorum));
  const lead = rules.some((one) => one.lead) ? ', a lead among them' : '';
  const share = `${people(needed)} ${needed === 1 ? 'has' : 'have'} to approve exactly this text${lead}.`;
  return `${share} At least ${quorum} must be able to take part; now ${eligible} can.`;
};

const said = ({ by, on, note }: Approval) => (
  <li>
    <bdi>{by.name}</bdi>, {momentText(on)}
    {note !== undefined && (
      <span class="text" dir="auto">
        : {note}
      </span>
    )}
  </li>
);

/** Buttons that carry what was read: the number of the proposal and the hash of its text. */
const Sends = ({ view, standing }: Props) => (
  <>
    <Hidden view={view} />
    <input type="hidden" name="proposal" value={String(standing.number)} />
    <input type="hidden" name="hash" value={standing.hash ?? ''} />
  </>
);

const Say = ({ view, standing }: Props) => {
  const me = standing.people.find(({ memberId }) => memberId === view.member.memberId);
  if (!me || !view.may('say-of-proposal')) return null;
  if (me.against !== undefined)
    return (
      <p>
        You take no part in deciding this. <bdi>{me.name}</bdi> {reasonWords[me.against]}.
      </p>
    );
  const mine = ({ by }: Approval): boolean => by.id === view.member.memberId;
  const approves = standing.approving.some(mine);
  const dissents = standing.dissenting.some(mine);
  const action = formAction(sayOfProposal, view.read.head.caseId);
  const form = formOf('approval', standing.number);
  const isLast = view.decision?.lastWithoutPart?.ofProposals.includes(standing.number) === true;
  return (
    <>
      {isLast && <LastWithoutPartWarning />}
      {!approves && standing.missingOfText.length === 0 && (
        <form method="post" action={action}>
          <Sends view={view} standing={standing} />
          <button type="submit" name="verdict" value="approves">
            I approve exactly this text
          </button>
        </form>
      )}
      {!approves && standing.missingOfText.length > 0 && (
        <p class="soft">It can be approved once the text is complete.</p>
      )}
      {(approves || dissents) && (
        <form method="post" action={action}>
          <Sends view={view} standing={standing} />
          <button type="submit" name="verdict" value="takes-back" class="quiet">
            {approves ? 'Take my approval back' : 'Take my dissent back'}
          </button>
        </form>
      )}
      {!dissents && standing.hash !== undefined && (
        <Folded view={view} form={form} summary="You do not agree?">
          <form method="post" action={action} autocomplete="off">
            <Sends view={view} standing={standing} />
            <TextArea
              {...fieldOf(view, form, 'note')}
              label="Why"
              hint="The others read it. It stays with the case, whatever is decided."
              rows={3}
              value={typed(view, form, 'note')}
            />
            <button type="submit" name="verdict" value="dissents" class="quiet">
              I dissent
            </button>
          </form>
        </Folded>
      )}
    </>
  );
};

/** Who takes part in deciding, who does not and why, and what was said of exactly this text. */
export const WhoDecides = ({ view, standing }: Props) => {
  const others = standing.people.filter((person) => !isEligible(person));
  return (
    <section aria-labelledby={`who-decides-${standing.number}`}>
      <h3 id={`who-decides-${standing.number}`}>Who decides</h3>
      <p>{rule(standing)}</p>
      <p>
        Can take part:{' '}
        <bdi>
          {standing.people
            .filter(isEligible)
            .map(({ name }) => name)
            .join(', ') || 'nobody yet'}
        </bdi>
        .
      </p>
      {standing.approving.length > 0 && (
        <>
          <p>Approve:</p>
          <ul>{standing.approving.map(said)}</ul>
        </>
      )}
      {standing.dissenting.length > 0 && (
        <>
          <p>Dissent:</p>
          <ul>{standing.dissenting.map(said)}</ul>
        </>
      )}
      {others.length > 0 && (
        <details>
          <summary>{others.length === 1 ? '1 person takes' : `${others.length} people take`} no part</summary>
          <ul>
            {others.map(({ name, against }) => (
              <li>
                <bdi>{name}</bdi> {against === undefined ? '' : reasonWords[against]}
              </li>
            ))}
          </ul>
        </details>
      )}
      <Say view={view} standing={standing} />
    </section>
  );
};
