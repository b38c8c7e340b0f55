import type { CasePreview } from '../../domain/casework/reading/preview-case.ts';
import { day } from '../../domain/kernel/clock.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import { casePath, routes } from '../routes.ts';
import { Layout } from '../ui/layout.tsx';
import { channelName, dayText } from '../ui/words.ts';

/** Before anything of a case is shown: whom and what it is about, and whether the member should be the one to read it. */
export const ConflictPage = (props: {
  readonly settings: Settings;
  readonly member: Member;
  readonly preview: CasePreview;
}) => {
  const { settings, member, preview } = props;
  const { head, brief } = preview;
  return (
    <Layout settings={settings} member={member} title="Before you open a case" narrow>
      <h1>{head.caseName}</h1>
      <dl>
        <dt>Persons named</dt>
        <dd dir="auto" class="text">
          {brief.persons === '' ? 'Nobody' : brief.persons}
        </dd>
        <dt>Places named</dt>
        <dd dir="auto" class="text">
          {brief.spaces === '' ? 'None' : brief.spaces}
        </dd>
        <dt>Channel</dt>
        <dd>{channelName(settings, head.channel)}</dd>
        <dt>Reported on</dt>
        <dd>{dayText(day(head.sentAt))}</dd>
      </dl>
      <h2>Are you free to judge this?</h2>
      <p>
        Leave it to others if it may be about you, about somebody close to you, or about somebody you work
        with or depend on, or if people could think so.
      </p>
      <form method="post" action={casePath(head.caseId, routes.openCase)}>
        <button type="submit">No conflict: open the case</button>
        <p class="hint">
          The reporter sees that the report has been opened. The audit log keeps who opened it.
        </p>
      </form>
      <form method="post" action={casePath(head.caseId, routes.leaveCase)}>
        <button type="submit" class="quiet">
          Leave it to others
        </button>
        <p class="hint">
          You need not say why. The case is gone for you at once, the others are told that something waits,
          and only a lead can let you back in.
        </p>
      </form>
      <p>
        <a href={routes.queue}>Back to the cases, without deciding</a>
      </p>
    </Layout>
  );
};
