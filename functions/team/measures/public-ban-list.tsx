import { isPermanentBan, type PublicBan } from '../../domain/decision/public-ban.ts';
import { day } from '../../domain/kernel/clock.ts';
import type { CaseView } from '../case/case-view.ts';
import { dayText } from '../ui/words.ts';

type Props = { readonly view: CaseView; readonly ban: PublicBan };

/** Whether everybody can read it now, and if not, why. */
const State = ({ view, ban }: Props) => {
  const { takenOff, until, proposed, approved } = ban;
  const { settings, read } = view;
  if (takenOff)
    return (
      <>
        Taken off on {dayText(takenOff.on)} by <bdi>{takenOff.by.name}</bdi>: {takenOff.reason}
      </>
    );
  if (until < day(view.now)) return <>Ended on {dayText(until)}.</>;
  if (!approved)
    return (
      <>
        Not public. <bdi>{proposed.by.name}</bdi> has approved it; a colleague has to approve it as well. It
        ends on {dayText(until)}.
      </>
    );
  const decision = read.records.decisions.find(({ number }) => number === ban.decision);
  if (!decision || !isPermanentBan(settings.decisions, decision.content))
    return <>Hidden: its ban is not in force any more, or has to be looked at again.</>;
  return (
    <>
      <strong>Public until {dayText(until)}.</strong> Approved by <bdi>{proposed.by.name}</bdi> and{' '}
      <bdi>{approved.by.name}</bdi>.
    </>
  );
};

/** What of this case stands in the public list, stood there, or waits for a second member. */
export const PublicBanList = ({ view }: { readonly view: CaseView }) => {
  const { publicBans } = view.read.records;
  if (publicBans.length === 0) return <p>Nothing of this case is public.</p>;
  return (
    <ol>
      {publicBans.map(({ number, content }) => (
        <li value={number}>
          <blockquote class="text" dir="auto">
            {content.text}
          </blockquote>
          <p class="meta">
            <State view={view} ban={content} />
          </p>
        </li>
      ))}
    </ol>
  );
};
