import type { FormFields } from '../../web/request/request-body.ts';
import type { FiledReceipt } from '../../domain/casework/filing/file-on-behalf.ts';
import { addDays, day } from '../../domain/kernel/clock.ts';
import { canSeeCase } from '../../domain/member/can-see-case.ts';
import type { Member } from '../../domain/member/member.ts';
import { withoutUnsafeCharacters } from '../../domain/kernel/text.ts';
import { waysItCame, type WayItCame } from '../../domain/thread/entry.ts';
import { encodeToken, passphrase } from '../../envelope/token.ts';
import { inLanguage } from '../../settings/localised.ts';
import { questionsOf } from '../../settings/questions.ts';
import type { Settings } from '../../settings/schema.ts';
import { handoverUrl, reminderFor } from './on-behalf-api.ts';
import { casePath, routes } from '../routes.ts';
import { Input, Select, TextArea } from '../ui/field.tsx';
import { ErrorSummary, Layout, type PageProblem } from '../ui/layout.tsx';
import { channelName, dayText, waysInWords } from '../ui/words.ts';

/** The id of the field for a question, and for what is said of the filing. */
export const answerField = (id: string): string => `answer-${id}`;

export type OnBehalfPageProps = {
  readonly settings: Settings;
  readonly member: Member;
  readonly team: readonly Member[];
  readonly now: Date;
  readonly channel: string;
  /** What makes sending the form twice one case. */
  readonly formKey: string;
  readonly typed?: FormFields | undefined;
  readonly problems?: readonly PageProblem[];
};

const Channels = ({ settings, channel }: Pick<OnBehalfPageProps, 'settings' | 'channel'>) => (
  <form method="get" action={routes.newCase} class="row">
    <Select
      id="to"
      name="channel"
      label="Who is to look after it"
      choices={Object.keys(settings.channels).map((name) => ({
        value: name,
        label: channelName(settings, name),
      }))}
      chosen={channel}
    />
    <button type="submit" class="quiet">
      Show its questions
    </button>
  </form>
);

/** What was typed into a field, and how it is named and what is wrong with it. */
const fieldsOf = ({ typed, problems = [] }: OnBehalfPageProps) => ({
  value: (name: string): string => withoutUnsafeCharacters(typed?.get(name) ?? ''),
  at: (id: string) => ({ id, name: id, problem: problems.find(({ field }) => field === id)?.text }),
});

const AboutReport = (props: OnBehalfPageProps) => {
  const { value, at } = fieldsOf(props);
  return (
    <>
      <Select
        {...at('forWhom')}
        label="Whose report is it?"
        choices={[
          { value: 'another', label: 'Somebody else’s' },
          { value: 'self', label: 'My own' },
        ]}
        chosen={value('forWhom')}
      />
      <Select
        {...at('reporterKnows')}
        label="Do they know that you write it down here?"
        hint="If not, tell them when you can."
        choices={[
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ]}
        chosen={value('reporterKnows')}
      />
      <Select
        {...at('cameBy')}
        label="How did it come?"
        choices={waysItCame.map((way) => ({ value: way, label: waysInWords[way] }))}
        chosen={value('cameBy')}
      />
      <Input {...at('receivedOn')} type="date" label="When did it come?" value={value('receivedOn')} />
    </>
  );
};

const Answers = (props: OnBehalfPageProps) => {
  const { value, at } = fieldsOf(props);
  return (
    <>
      <h2>The report</h2>
      {questionsOf(props.settings, props.channel).map(({ id, label, rows, required }) => (
        <TextArea
          {...at(answerField(id))}
          label={`${inLanguage(label, 'en')}${required === true ? '' : ' (if known)'}`}
          rows={Math.min(rows, 8)}
          value={value(answerField(id))}
        />
      ))}
      <h2>Who they are</h2>
      <p class="hint">
        Only if they want the team to know. It is sealed apart, and opening it is shown to them.
      </p>
      <Input {...at('name')} type="text" label="Name" value={value('name')} />
      <Input {...at('contact')} type="text" label="How to reach them" value={value('contact')} />
    </>
  );
};

const Excluded = ({ team, channel, typed }: OnBehalfPageProps) => {
  const readers = team.filter((one) =>
    canSeeCase(one, channel, { excludedMembers: [], recusedMembers: [], grantedMembers: [] }),
  );
  if (readers.length === 0) return null;
  return (
    <fieldset>
      <legend>Who must not see it</legend>
      {readers.map(({ memberId, name }) => (
        <div class="choice">
          <input
            type="checkbox"
            id={`exclude-${memberId}`}
            name="exclude"
            value={memberId}
            checked={typed?.all('exclude').includes(memberId) ?? false}
          />
          <label for={`exclude-${memberId}`} dir="auto">
            {name}
          </label>
        </div>
      ))}
    </fieldset>
  );
};

const UrgentAndHandover = (props: OnBehalfPageProps) => {
  const { value } = fieldsOf(props);
  return (
    <>
      <div class="choice">
        <input type="checkbox" id="urgent" name="urgent" value="yes" checked={value('urgent') === 'yes'} />
        <label for="urgent">It is urgent: somebody may be in danger</label>
      </div>
      <div class="choice">
        <input type="checkbox" id="door" name="door" value="yes" checked={value('door') === 'yes'} />
        <label for="door">
          Give me twelve words to hand over, so that they can read answers and write back. They have until{' '}
          {dayText(day(addDays(props.now, props.settings.doors.handoverDays)))} to choose words of their own.
        </label>
      </div>
    </>
  );
};

/** Writes down what came to a member by mail, in a chat or in person. */
export const OnBehalfPage = (props: OnBehalfPageProps) => {
  const { settings, member, channel, problems = [] } = props;
  return (
    <Layout
      settings={settings}
      member={member}
      title="Write a report down"
      failed={problems.length > 0}
      narrow
    >
      <p class="back">
        <a href={routes.queue}>All cases</a>
      </p>
      <h1>Write a report down</h1>
      <p>
        For what came to you by mail, in a chat or in person. It becomes a case like any other: sealed, with
        the same dates, for the same people.
      </p>
      <ErrorSummary problems={problems} />
      <Channels settings={settings} channel={channel} />
      <form method="post" action={routes.newCase} autocomplete="off">
        <input type="hidden" name="key" value={props.formKey} />
        <input type="hidden" name="channel" value={channel} />
        <AboutReport {...props} />
        <Answers {...props} />
        <Excluded {...props} />
        <UrgentAndHandover {...props} />
        <button type="submit">Make a case of it</button>
      </form>
    </Layout>
  );
};

/** The one time the words are shown to the member who hands them over. */
export const FiledPage = (props: {
  readonly settings: Settings;
  readonly member: Member;
  readonly reporterUrl: string;
  readonly receipt: FiledReceipt;
  readonly cameBy: WayItCame;
}) => {
  const { receipt, cameBy } = props;
  const { handover } = receipt;
  return (
    <Layout settings={props.settings} member={props.member} title="Written down" narrow>
      <h1>{receipt.caseName}</h1>
      <p class="box" role="status">
        The report is a case now, in the channel {channelName(props.settings, receipt.channel)}.
      </p>
      <h2>Delete the original</h2>
      <p>{reminderFor[cameBy]}</p>
      {handover && (
        <>
          <h2>Hand these words over</h2>
          <p>
            Say them, or write them on paper; do not keep them. They work once: whoever uses them is given
            words of their own, which nobody else knows. After {dayText(day(handover.until))} they open
            nothing. They are shown this one time.
          </p>
          <p class="secret" lang="en" translate="no">
            {passphrase(handover.token)}
          </p>
          <p>Or as a link:</p>
          <p class="secret" translate="no">
            {handoverUrl(props.reporterUrl, encodeToken(handover.token))}
          </p>
        </>
      )}
      <p>
        {receipt.visible ? (
          <a href={casePath(receipt.caseId)}>To the case</a>
        ) : (
          'The case is not yours to see. Those of its channel are told.'
        )}
      </p>
      <p>
        <a href={routes.queue}>All cases</a>
      </p>
    </Layout>
  );
};
