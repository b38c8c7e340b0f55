import type { Member } from '../../domain/member/member.ts';
import type { ReceivedForward } from '../../domain/casework/filing/receive-forwarded.ts';
import { keyFingerprint, receivingKeyLine } from '../../domain/forward/receiving-key.ts';
import type { RingPublicKey } from '../../domain/key-ring/seal-to-ring.ts';
import type { Settings } from '../../settings/schema.ts';
import { casePath, routes } from '../routes.ts';
import { ErrorSummary, Layout, type PageProblem } from '../ui/layout.tsx';
import { channelName } from '../ui/words.ts';

type Props = {
  readonly settings: Settings;
  readonly member: Member;
  readonly team: readonly Member[];
  readonly rings: readonly RingPublicKey[];
  /** Where the keys are public. */
  readonly keysUrl: string;
  readonly problems?: readonly PageProblem[];
  readonly received?: ReceivedForward | undefined;
};

const Keys = ({ settings, rings, keysUrl }: Props) => (
  <section aria-labelledby="keys">
    <h2 id="keys">Our keys</h2>
    <p>
      Another community needs one of these to forward a case to us. Read the fingerprint to them in a call:
      then they know that the key is ours. The keys are public, at{' '}
      <a href={keysUrl} dir="ltr">
        {keysUrl}
      </a>
    </p>
    <ul>
      {rings.map(({ channel, publicKey }) => (
        <li>
          <p>
            <strong>{channelName(settings, channel)}</strong>
          </p>
          <p class="breaks" dir="ltr">
            <code>{receivingKeyLine(publicKey)}</code>
          </p>
          <p>
            Fingerprint: <code>{keyFingerprint(publicKey)}</code>
          </p>
        </li>
      ))}
    </ul>
  </section>
);

const Receive = ({ team, problems = [] }: Props) => (
  <section aria-labelledby="receive">
    <h2 id="receive">Receive a case</h2>
    <ErrorSummary problems={problems} />
    <form method="post" action={routes.forwarded} enctype="multipart/form-data">
      <div class="field">
        <label for="file">The file you got</label>
        <p class="hint" id="file-hint">
          It ends in .conductline-forward. You are not shown what is in it: it becomes a case, and is read
          there. Files in it are checked and cleaned like all files that we get.
        </p>
        <input type="file" id="file" name="file" aria-describedby="file-hint" required />
      </div>
      <fieldset>
        <legend>Keep it from</legend>
        <p class="hint">Whoever it may be about, or who is close to them.</p>
        {team.map(({ memberId, name }) => (
          <div class="choice">
            <input type="checkbox" id={`exclude-${memberId}`} name="exclude" value={memberId} />
            <label for={`exclude-${memberId}`} dir="auto">
              {name}
            </label>
          </div>
        ))}
      </fieldset>
      <button type="submit">Check it and make it a case</button>
    </form>
  </section>
);

const Received = ({ received: { files, ...received } }: { readonly received: ReceivedForward }) => (
  <div class="box" role="status">
    <p>
      The file is whole, and is the case{' '}
      {received.visible ? (
        <a href={casePath(received.caseId)}>{received.caseName}</a>
      ) : (
        <strong>{received.caseName}</strong>
      )}{' '}
      now.
    </p>
    {files.attached + files.refused > 0 && (
      <p>
        {files.attached === 1 ? '1 file is' : `${files.attached} files are`} attached to it
        {files.refused > 0 &&
          `, and ${files.refused === 1 ? '1 was' : `${files.refused} were`} not taken: the case says which, and why`}
        .
      </p>
    )}
    <p dir="auto">
      It says that it comes from <bdi>{received.from.community}</bdi> (<bdi>{received.from.address}</bdi>).
      Nothing proves that: ask them. Then delete the file.
    </p>
  </div>
);

/** This community's keys, and where a case is received that another one forwards. */
export const ForwardedPage = (props: Props) => {
  const { settings, member, rings, problems = [], received } = props;
  return (
    <Layout settings={settings} member={member} title="Forwarded cases" failed={problems.length > 0} narrow>
      <p class="back">
        <a href={routes.queue}>All cases</a>
      </p>
      <h1>Cases from other communities</h1>
      {received && <Received received={received} />}
      {rings.length === 0 ? (
        <p>
          This community publishes no key, so nobody can forward a case to it. Whoever runs the service sets
          that: forwarding.channels.
        </p>
      ) : (
        <>
          <Receive {...props} />
          <Keys {...props} />
        </>
      )}
      <p class="soft">
        To forward a case of yours, ask for it on its page Measures, under What takes two people.
      </p>
    </Layout>
  );
};
