import { isNamedIn, mayKnow } from '../../../domain/member/may-know.ts';
import { casePath, routes } from '../../routes.ts';
import { Select, TextArea } from '../field.tsx';
import { dayText, partNames } from '../words.ts';
import { fieldOf, memberName, typed, type CaseView } from './case-view.ts';
import { knowingMembers } from './tasks.tsx';
import { Folded, Hidden, Panel } from './panel.tsx';

type Props = { readonly view: CaseView };

/** What the reporter said of themselves, part by part; each is opened with a reason, and they see that it was. */
export const Identity = ({ view }: Props) => {
  const { head, identityGiven } = view.read;
  const opened = identityGiven.filter((part) => head.identityOpened?.[part] !== undefined);
  return (
    <Panel id="identity" heading="Who the reporter is">
      {identityGiven.length === 0 && <p>They have not said.</p>}
      {opened.map((part) => (
        <p class="soft">
          {partNames[part]}: last opened on {dayText(head.identityOpened?.[part] ?? '')}
        </p>
      ))}
      {view.revealed && (
        <div class="box" role="status" tabindex={-1} autofocus>
          <p>
            <strong>{partNames[view.revealed.part]}</strong>
          </p>
          <p class="text" dir="auto">
            {view.revealed.text}
          </p>
          <p class="soft">It is shown this once. The reporter sees that it was opened today.</p>
        </div>
      )}
      {identityGiven.length > 0 && view.may('open-identity') && (
        <Folded view={view} form="identity" summary="Open their name or contact">
          <form method="post" action={casePath(head.caseId, routes.identity)} autocomplete="off">
            <Hidden view={view} />
            <Select
              {...fieldOf(view, 'identity', 'part')}
              label="Which"
              choices={identityGiven.map((part) => ({ value: part, label: partNames[part] }))}
              chosen={typed(view, 'identity', 'part')}
            />
            <TextArea
              {...fieldOf(view, 'identity', 'reason')}
              label="Why you need it"
              hint="Kept among the notes. The reporter sees that it was opened, not why."
              rows={2}
              value={typed(view, 'identity', 'reason')}
            />
            <button type="submit">Open it</button>
          </form>
        </Folded>
      )}
    </Panel>
  );
};

/** Members to whom a lead may give access: of the channel, not excluded, not recused, and not knowing of it yet. */
const grantable = ({ team, read }: CaseView) =>
  team.filter(
    (member) =>
      member.channels.includes(read.head.channel) &&
      !isNamedIn(read.brief.excludedMembers, member) &&
      !isNamedIn(read.brief.recusedMembers, member) &&
      !isNamedIn(read.brief.asideMembers, member) &&
      !mayKnow(member, read.head.channel, read.brief),
  );

const Grant = ({ view }: Props) => {
  const members = grantable(view);
  if (!view.may('grant-access') || members.length === 0) return null;
  return (
    <Folded view={view} form="grant" summary="Let somebody else see it">
      <form method="post" action={casePath(view.read.head.caseId, routes.grant)} autocomplete="off">
        <Hidden view={view} />
        <Select
          {...fieldOf(view, 'grant', 'memberId')}
          label="Who"
          hint="Members who joined later, and outside reviewers."
          choices={members.map(({ memberId, name }) => ({ value: memberId, label: name }))}
          chosen={typed(view, 'grant', 'memberId')}
        />
        <TextArea
          {...fieldOf(view, 'grant', 'reason')}
          label="Why"
          hint="Kept among the notes."
          rows={2}
          value={typed(view, 'grant', 'reason')}
        />
        <button type="submit">Let them see it</button>
      </form>
    </Folded>
  );
};

const Lift = ({ view }: Props) => {
  const recused = view.read.brief.recusedMembers.filter((id) => id !== view.member.memberId);
  if (!view.may('lift-recusal') || recused.length === 0) return null;
  return (
    <Folded view={view} form="lift" summary="Let somebody back in">
      <form method="post" action={casePath(view.read.head.caseId, routes.liftRecusal)}>
        <Select
          {...fieldOf(view, 'lift', 'memberId')}
          label="Who"
          hint="They had left this case to others."
          choices={recused.map((id) => ({ value: id, label: memberName(view, id) }))}
        />
        <button type="submit">Let them back in</button>
      </form>
    </Folded>
  );
};

/** A lead keeps somebody from the case, for a reason. */
const Aside = ({ view }: Props) => {
  const members = knowingMembers(view).filter(({ value }) => value !== view.member.memberId);
  if (!view.may('set-aside') || members.length === 0) return null;
  return (
    <Folded view={view} form="aside" summary="Keep somebody from it">
      <form method="post" action={casePath(view.read.head.caseId, routes.aside)} autocomplete="off">
        <Hidden view={view} />
        <p>
          For somebody who should step aside, such as from a case that is related to one they are kept from.
          They cannot see this case any more, and are told by mail that a lead has asked them to step aside.
        </p>
        <Select
          {...fieldOf(view, 'aside', 'memberId')}
          label="Who"
          choices={members}
          chosen={typed(view, 'aside', 'memberId')}
        />
        <TextArea
          {...fieldOf(view, 'aside', 'reason')}
          label="Why"
          hint="Kept among the notes."
          rows={2}
          value={typed(view, 'aside', 'reason')}
        />
        <button type="submit">Keep them from it</button>
      </form>
    </Folded>
  );
};

const LetBack = ({ view }: Props) => {
  const { team, read } = view;
  const aside = team.filter((member) => isNamedIn(read.brief.asideMembers, member));
  if (!view.may('let-back') || aside.length === 0) return null;
  return (
    <Folded view={view} form="back" summary="Let somebody back who was kept from it">
      <form method="post" action={casePath(read.head.caseId, routes.letBack)} autocomplete="off">
        <Hidden view={view} />
        <Select
          {...fieldOf(view, 'back', 'memberId')}
          label="Who"
          choices={aside.map(({ memberId, name }) => ({ value: memberId, label: name }))}
          chosen={typed(view, 'back', 'memberId')}
        />
        <TextArea
          {...fieldOf(view, 'back', 'reason')}
          label="Why"
          hint="Kept among the notes."
          rows={2}
          value={typed(view, 'back', 'reason')}
        />
        <button type="submit">Let them back</button>
      </form>
    </Folded>
  );
};

/** Who may see the case, and leaving it to others, also late. */
export const Access = ({ view }: Props) => (
  <Panel id="access" heading="Who sees it">
    <Grant view={view} />
    <Lift view={view} />
    <Aside view={view} />
    <LetBack view={view} />
    <details>
      <summary>Leave it to others</summary>
      <p>
        Has a conflict of interest come up? You need not say why. The case is gone for you at once, and only a
        lead can let you back in. What you wrote stays.
      </p>
      <form method="post" action={casePath(view.read.head.caseId, routes.leaveCase)}>
        <button type="submit" class="quiet">
          Leave it to others
        </button>
      </form>
    </details>
  </Panel>
);
